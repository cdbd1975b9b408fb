/**
 * JSON object texts laid over each other without parsing a number: the members of all, later ones last. jsonb keeps
 * the last of equal keys, so later objects win member by member, and every number keeps its spelling.
 */
export function mergeJsonObjects(texts: readonly string[]): string {
  const inner = texts.map((text) => text.trim().slice(1, -1).trim()).filter((members) => members !== '');
  return `{${[...new Set(inner)].join(',')}}`;
}

/** True for the text of a JSON object. */
export function isJsonObjectText(value: unknown): value is string {
  return typeof value === 'string' && /^\s*\{[^]*\}\s*$/.test(value);
}
