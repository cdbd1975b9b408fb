import { encodeCopyValue, type SqlValue } from '@cortex/domain';

/** One row of COPY text. */
export function encodeCopyLine(values: readonly (SqlValue | undefined)[]): string {
  return `${values.map(encodeCopyValue).join('\t')}\n`;
}

/** bytea in its hex form; COPY text doubles the backslash. */
export function hexBytes(hex: string): string {
  return `\\x${hex}`;
}
