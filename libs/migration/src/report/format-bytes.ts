const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** Decimal units, three significant digits at most: `999 B`, `1.5 kB`, `32.1 MB`, `480 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  do {
    value /= 1000;
    unit += 1;
  } while (value >= 999.5 && unit < UNITS.length - 1);
  return `${value.toFixed(value < 99.95 ? 1 : 0)} ${UNITS[unit] ?? ''}`;
}
