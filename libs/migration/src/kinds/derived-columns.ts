import type { MappingOutput } from '../normalise/kind';
import { createDerivation } from '../normalise/derivation';

/** The `derived` column of a row out of its columns' rules (null: not derived); every rule is noted. */
export function derivedColumns(
  table: string,
  rules: Readonly<Record<string, string | null>>,
  output: MappingOutput,
): string | null {
  const derivation = createDerivation(table, output);
  for (const [column, rule] of Object.entries(rules)) {
    if (rule !== null) derivation.mark(column, rule);
  }
  return derivation.json();
}
