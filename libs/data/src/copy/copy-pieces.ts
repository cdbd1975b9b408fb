/**
 * Characters per piece. 64 KiB is where the cost per message stops to matter; four times that halves the wake-ups and
 * still is nothing in memory.
 */
const PIECE_CHARACTERS = 256 * 1024;

/** The lines `from` … `to` (exclusive) as bytes, in pieces for {@link copyInto}; a line ends in a line feed. */
export function* copyPieces(from: number, to: number, lineAt: (index: number) => string): Generator<Buffer> {
  let text = '';
  for (let index = from; index < to; index += 1) {
    text += lineAt(index);
    if (text.length >= PIECE_CHARACTERS) {
      yield Buffer.from(text, 'utf8');
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}
