import { nameOption, parseLast, type Option, type OptionTexts } from './option';

const SWITCH_WORDS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  yes: true,
  on: true,
  false: false,
  '0': false,
  no: false,
  off: false,
};

/** A flag without a value; off unless given. */
export function switchOption(texts: OptionTexts): Option<boolean> {
  return {
    ...nameOption(texts),
    placeholder: undefined,
    expected: 'true or false',
    secret: false,
    isRepeatable: false,
    default: false,
    parse: parseLast((text) => {
      const word = text.toLowerCase();
      return Object.hasOwn(SWITCH_WORDS, word) ? SWITCH_WORDS[word] : undefined;
    }),
  };
}
