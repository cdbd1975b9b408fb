import type { SqlValue } from '@cortex/domain';

// The spool is written and read by this process alone; its JSON is what we put there.

export function parseSpooledRow(bytes: Buffer): Record<string, SqlValue | undefined> {
  return JSON.parse(bytes.toString()) as Record<string, SqlValue | undefined>;
}

/** The rules of a row's `derived` column. */
export function parseRules(text: string): Readonly<Record<string, string>> {
  return JSON.parse(text) as Record<string, string>;
}
