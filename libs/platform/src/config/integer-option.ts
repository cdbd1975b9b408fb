import { nameOption, parseLast, type Option, type WithDefault } from './option';

interface IntegerTexts<Default> extends WithDefault<Default> {
  readonly min: number;
  readonly max: number;
}

/** A whole number between two others. */
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
    parse: parseLast((text) => {
      const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    }),
  };
}
