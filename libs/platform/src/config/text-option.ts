import { nameOption, parseLast, type Option, type WithDefault } from './option';

/** Any text that is not empty. */
export function textOption<Default extends string | undefined>(
  texts: WithDefault<Default> & { readonly expected: string },
): Option<string | Default> {
  return {
    ...nameOption(texts),
    placeholder: texts.placeholder ?? '<text>',
    expected: texts.expected,
    secret: false,
    isRepeatable: false,
    default: texts.default,
    parse: parseLast((text) => text),
  };
}
