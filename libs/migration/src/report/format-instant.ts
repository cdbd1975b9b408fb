/** `2026-11-22T16:20:31.123Z` → `2026-11-22 16:20:31 UTC`; what is no ISO instant stays as it is. */
export function formatInstant(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC');
}
