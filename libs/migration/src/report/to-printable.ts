// Controls, format characters (bidi overrides, zero width), lone surrogates, private and unassigned code points.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text as a person can see it, whatever a file was called: what does not print is written as an escape. No string of
 * a report reaches a terminal or a page without passing here; an ANSI escape in a path would otherwise be obeyed.
 */
export function toPrintable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => NAMED[character] ?? escapeCodePoint(character));
}

function escapeCodePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}
