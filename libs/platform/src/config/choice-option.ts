import { nameOption, parseLast, type Option, type WithDefault } from './option';

interface ChoiceTexts<Choice extends string, Default> extends WithDefault<Default> {
  readonly choices: readonly Choice[];
}

/** One of a few words. */
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
    parse: parseLast((text) => texts.choices.find((choice) => choice === text)),
  };
}
