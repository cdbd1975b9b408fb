const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `17956` → `17,956`: the same on every machine, whatever its locale. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** `1 record`, `2 records`; an irregular plural is given. */
export function formatCounted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
