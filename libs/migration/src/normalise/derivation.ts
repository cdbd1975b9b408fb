import type { MappingOutput } from './kind';

/** The rules by which values of one row were derived; what the source gives is never in it. */
export interface Derivation {
  /** `column` in snake_case; `rule` a fixed word. Returns nothing to say about a null value. */
  mark(column: string, rule: string): void;
  /** For the `derived` column: `{"created_at":"epoch-in-id"}`, or null. */
  json(): string | null;
}

/** Every mark is noted as well: `value-derived` `tasks.created_at: epoch-in-id`. */
export function createDerivation(table: string, output: MappingOutput): Derivation {
  const rules: Record<string, string> = {};
  return {
    mark: (column, rule) => {
      rules[column] = rule;
      output.note('value-derived', `${table}.${column}: ${rule}`);
    },
    json: () => (Object.keys(rules).length === 0 ? null : JSON.stringify(rules)),
  };
}
