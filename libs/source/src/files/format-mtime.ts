const NS_PER_MS = 1_000_000n;
const NS_PER_US = 1_000n;
const US_PER_MS = 1_000n;
const FIRST_MS = BigInt(Date.UTC(1, 0, 1));
const LAST_MS = BigInt(Date.UTC(9999, 11, 31));

/** ISO 8601 in UTC with microseconds; null for a time outside of the years 1 to 9999. */
export function formatMtime(mtimeNs: bigint): string | null {
  const us = floorDivide(mtimeNs, NS_PER_US);
  const ms = floorDivide(mtimeNs, NS_PER_MS);
  if (ms < FIRST_MS || ms > LAST_MS) return null;
  const micros = String(us - ms * US_PER_MS).padStart(3, '0');
  return `${new Date(Number(ms)).toISOString().slice(0, -1)}${micros}Z`;
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value < 0n && quotient * by !== value ? quotient - 1n : quotient;
}
