import { nameOption, parseLast, type Option, type OptionTexts } from './option';

/** A text that must never be seen: no default, not repeated in errors, redacted in logs. */
export function secretOption(
  texts: OptionTexts & { readonly expected: string; readonly isValid: (text: string) => boolean },
): Option<string | undefined> {
  return {
    ...nameOption(texts),
    placeholder: texts.placeholder ?? '<secret>',
    expected: texts.expected,
    secret: true,
    isRepeatable: false,
    default: undefined,
    parse: parseLast((text) => (texts.isValid(text) ? text : undefined)),
  };
}
