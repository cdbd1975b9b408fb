/**
 * One option as data. Flags, environment variables, `.env.example`, `docs/reference/options.md` and chart values all
 * come from it.
 */
export interface Option<Value> {
  /** The property under which the program knows it. */
  readonly name: string;
  /** One sentence: what it decides. */
  readonly description: string;
  readonly env: string;
  /** `--report-dir`, without its value. */
  readonly flag: string;
  /** `<dir>`; undefined for a switch. */
  readonly placeholder: string | undefined;
  /** Completes "expected …". */
  readonly expected: string;
  /** A secret has none, never reaches a log, and its value is not repeated in an error. */
  readonly secret: boolean;
  readonly isRepeatable: boolean;
  readonly default: Value;
  /** The value, or undefined when the text is not one. Repeatable options get every occurrence. */
  readonly parse: (texts: readonly string[]) => Value | undefined;
}

export type OptionSet = Readonly<Record<string, Option<unknown>>>;

export type OptionValues<Options extends OptionSet> = {
  readonly [Name in keyof Options]: Options[Name] extends Option<infer Value> ? Value : never;
};

/** What every kind of option needs; the kind adds its type. */
export interface OptionTexts {
  readonly name: string;
  readonly description: string;
  /** When it is not made from the name: reportDirectory → CORTEX_REPORT_DIRECTORY. */
  readonly env?: string;
  /** When it is not made from the name: reportDirectory → --report-directory. */
  readonly flag?: string;
  readonly placeholder?: string;
}

/** An option that does not need to be set, or has a value when it is not. */
export interface WithDefault<Default> extends OptionTexts {
  readonly default: Default;
}

/** The words of an option that every kind fills in the same way. */
export function nameOption({ name, description, env, flag }: OptionTexts) {
  const words = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return {
    name,
    description,
    env: env ?? `CORTEX_${words.replaceAll('-', '_').toUpperCase()}`,
    flag: flag ?? `--${words}`,
  };
}

/** For an option that takes one value: of several, the last one counts. */
export const parseLast =
  <Value>(parseOne: (text: string) => Value | undefined) =>
  (texts: readonly string[]): Value | undefined => {
    const last = texts.at(-1);
    return last === undefined ? undefined : parseOne(last);
  };
