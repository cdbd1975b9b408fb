import type { JsonNode } from '@cortex/domain';

/**
 * Reads the members of one JSON object and remembers which were used, so that what no rule maps is kept by `rest()`.
 *
 * Every reader takes alternative names and uses the first that is present with a fitting value. A value that does not
 * fit (an object where text is wanted, prose where a time is) is left for `rest()` and, where it says so, noted.
 * Text comes out redacted by value; JSON comes out redacted by key and value.
 */
export interface FieldReader {
  readonly node: JsonNode;
  /** Present and not null, whatever its type; does not use it. */
  has(name: string): boolean;
  /** Strings as they are, numbers and booleans by their spelling; `''` counts as absent. */
  text(...names: string[]): string | null;
  /** The words of status, priority, type fields: like `text`, not redacted, trimmed, ≤ 200 characters. */
  word(...names: string[]): string | null;
  /** An identifier: like `word` without the limit (ids over 1,000 bytes quarantine the record later). */
  id(...names: string[]): string | null;
  /** ISO 8601 UTC with microseconds where the source has them; notes `time-unparseable`. */
  time(...names: string[]): string | null;
  /** Spelling of a whole number that fits int4, out of a number or a numeric string; notes `number-out-of-range`. */
  integer(...names: string[]): string | null;
  /** Same for int8. A fraction is not rounded: it does not fit. */
  bigint(...names: string[]): string | null;
  /** Spelling of any JSON number or numeric string. */
  numeric(...names: string[]): string | null;
  boolean(...names: string[]): boolean | null;
  /** JSON text for a jsonb column. */
  json(...names: string[]): string | null;
  /** The strings of an array, or a single string as one; null when absent or when an item is no scalar. */
  strings(...names: string[]): string[] | null;
  /** The object as a reader of its own; what is unused in it is part of this reader's `rest()`. */
  object(...names: string[]): FieldReader | null;
  /** The items of an array; counts as used. */
  items(...names: string[]): readonly JsonNode[] | null;
  /** Marks members as used without reading them (nested records, which are records of their own). */
  skip(...names: string[]): void;
  /** JSON object text of all unused members (redacted) with `extra` laid over, or null when empty. */
  rest(extra?: Readonly<Record<string, string | number | boolean | null>>): string | null;
}
