import { isWhiteSpace } from '../documents/account-gap';
import { ANSI_SEQUENCE, LONGEST_ANSI } from '../json/decode-scanner';
import type { EditedDocument } from './edited-document';

const ESCAPE = 0x1b;
const ANSI_AT_START = new RegExp(`^${ANSI_SEQUENCE}`);
const ANSI_AT_END = new RegExp(`${ANSI_SEQUENCE}$`);

/** Index of the first byte from `from` on that is neither white space nor an ANSI escape, as the decoder skips. */
export function skipForth({ buf, size }: EditedDocument, from: number): number {
  let at = from;
  while (at < size) {
    if (isWhiteSpace(buf[at] ?? 0)) at += 1;
    else {
      const text = buf[at] === ESCAPE ? buf.toString('latin1', at, Math.min(size, at + LONGEST_ANSI)) : '';
      const length = ANSI_AT_START.exec(text)?.[0].length ?? 0;
      if (length === 0) return at;
      at += length;
    }
  }
  return at;
}

/** The same backwards: behind the last byte before `from` that is neither. */
export function skipBack({ buf, contentStart }: EditedDocument, from: number): number {
  let at = from;
  while (at > contentStart) {
    if (isWhiteSpace(buf[at - 1] ?? 0)) at -= 1;
    else {
      const start = Math.max(contentStart, at - LONGEST_ANSI);
      const text = buf.subarray(start, at).includes(ESCAPE) ? buf.toString('latin1', start, at) : '';
      const length = ANSI_AT_END.exec(text)?.[0].length ?? 0;
      if (length === 0) return at;
      at -= length;
    }
  }
  return at;
}
