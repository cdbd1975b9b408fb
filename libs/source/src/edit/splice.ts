import { misplacedEdit } from './misplaced-edit';

/** `text` in the place of the bytes `[from, to)`; where both are equal it is put between two bytes. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The document with all splices in it. Of splices at one place, those that only insert come first, in their order. */
export function applySplices(bytes: Buffer, splices: readonly Splice[]): Buffer {
  const ordered = [...splices].sort((left, right) => left.from - right.from || rank(left) - rank(right));
  const pieces: Uint8Array[] = [];
  let cursor = 0;
  for (const { from, to, text } of ordered) {
    if (from < cursor || to > bytes.length) {
      throw misplacedEdit('it reaches into another one.', { start: from, end: to });
    }
    pieces.push(bytes.subarray(cursor, from), Buffer.from(text));
    cursor = to;
  }
  pieces.push(bytes.subarray(cursor));
  return Buffer.concat(pieces);
}

function rank({ from, to }: Splice): number {
  return from === to ? 0 : 1;
}
