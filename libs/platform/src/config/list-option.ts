import { nameOption, type Option, type OptionTexts } from './option';

/** Given several times as a flag; separated by commas in the environment. */
export function listOption(texts: OptionTexts & { readonly expected: string }): Option<readonly string[]> {
  return {
    ...nameOption(texts),
    placeholder: texts.placeholder ?? '<text>',
    expected: texts.expected,
    secret: false,
    isRepeatable: true,
    default: [],
    parse: (all) => all,
  };
}
