/** A timestamptz as ISO 8601 UTC with microseconds, in SQL: a JavaScript Date would cut them off. */
export function isoTime(expression: string): string {
  return `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
