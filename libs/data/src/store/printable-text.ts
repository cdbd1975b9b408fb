/**
 * A text for people that PostgreSQL can hold: it has no NUL character. Only for words about a record (pointer, detail,
 * printable path), never for a value of it.
 */
export function printableText(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\\u0000') : text;
}

/** JSON text of a value that jsonb accepts: neither NUL nor half of a surrogate pair in its strings. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'string' ? printableText(member).replace(/\p{Surrogate}/gu, '\uFFFD') : member,
  );
}
