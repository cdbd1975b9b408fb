/** A confidence as `numeric(3,2)` holds it; `isExact`: nothing was lost. */
export interface RoundedConfidence {
  readonly text: string;
  readonly isExact: boolean;
}

const DECIMAL = /^\+?0*([01]?)(?:\.(\d*))?$/;

/**
 * 0 … 1 with two digits, halves rounded up as PostgreSQL does on its own, but knowingly: the column's image must be the
 * one that the database returns. Null for what is no share of one (percentages, negative numbers, exponents).
 */
export function roundConfidence(spelling: string): RoundedConfidence | null {
  const match = DECIMAL.exec(spelling);
  if (match === null || spelling.replace(/[+.]/g, '') === '') return null;
  const fraction = match[2] ?? '';
  const kept = Number(match[1] ?? '') * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'));
  const hundredths = kept + (fraction.charAt(2) >= '5' ? 1 : 0);
  if (kept > 100 || hundredths > 100) return null;
  const isExact = !/[1-9]/.test(fraction.slice(2));
  if (kept === 100 && !isExact) return null;
  return { text: `${hundredths >= 100 ? 1 : 0}.${String(hundredths % 100).padStart(2, '0')}`, isExact };
}
