import { nameOption, type Option, type OptionTexts } from './option';

interface WithDefault<Default> extends OptionTexts {
  readonly default: Default;
}

interface IntegerTexts<Default> extends WithDefault<Default> {
  readonly min: number;
  readonly max: number;
}

interface ChoiceTexts<Choice extends string, Default> extends WithDefault<Default> {
  readonly choices: readonly Choice[];
}

const single =
  <Value>(parseOne: (text: string) => Value | undefined) =>
  (texts: readonly string[]): Value | undefined => {
    const last = texts.at(-1);
    return last === undefined ? undefined : parseOne(last);
  };

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
    parse: single((text) => text),
  };
}

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
    parse: single((text) => (texts.isValid(text) ? text : undefined)),
  };
}

export function integerOption<Default extends number | undefined>(
  texts: IntegerTexts<Default>,
): Option<number | Default> {
  const { min, max } = texts;
  return {
    ...nameOption(texts),
    placeholder: texts.placeholder ?? '<n>',
    expected: `a whole number from ${min} to ${max}`,
    secret: false,
    isRepeatable: false,
    default: texts.default,
    parse: single((text) => {
      const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    }),
  };
}

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
    parse: single((text) => {
      const word = text.toLowerCase();
      return Object.hasOwn(SWITCH_WORDS, word) ? SWITCH_WORDS[word] : undefined;
    }),
  };
}

export function choiceOption<const Choice extends string, const Default extends Choice | undefined>(
  texts: ChoiceTexts<Choice, Default>,
): Option<Choice | Default> {
  return {
    ...nameOption(texts),
    placeholder: texts.placeholder ?? `<${texts.choices.join('|')}>`,
    expected: `one of ${texts.choices.join(', ')}`,
    secret: false,
    isRepeatable: false,
    default: texts.default,
    parse: single((text) => texts.choices.find((choice) => choice === text)),
  };
}

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
