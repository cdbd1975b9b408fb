import { isUtf8 } from 'node:buffer';

/** Control characters, line and paragraph separators, bidirectional overrides, the byte order mark, and `\`. */
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\\]/g;
const BYTES_OF_A_CHARACTER =
  /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[^]/g;

/**
 * The path for people, globs and logs: UTF-8, with every byte that does not print as `\xNN` and `\` as `\\`.
 * Different paths print differently.
 */
export function printPath(path: Buffer): string {
  if (isUtf8(path)) return path.toString('utf8').replace(UNPRINTABLE, escapeCharacter);
  const pieces = path.toString('latin1').match(BYTES_OF_A_CHARACTER) ?? [];
  return pieces.map(printPiece).join('');
}

function printPiece(piece: string): string {
  const bytes = Buffer.from(piece, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8').replace(UNPRINTABLE, escapeCharacter) : escapeBytes(bytes);
}

function escapeCharacter(character: string): string {
  return character === '\\' ? '\\\\' : escapeBytes(Buffer.from(character, 'utf8'));
}

function escapeBytes(bytes: Buffer): string {
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
