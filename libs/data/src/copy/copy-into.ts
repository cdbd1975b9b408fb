import { once } from 'node:events';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/**
 * Runs `COPY … FROM STDIN` and sends the pieces; resolves with the number of rows when the server has taken them all.
 *
 * One piece is under way at a time. That is the back-pressure, and it closes a trap of pg-copy-streams: pieces that
 * wait in its buffer when the server reports an error are written to a connection it has already let go of, from a
 * socket event, where nothing catches the TypeError.
 */
export async function copyInto(
  client: ClientBase,
  statement: string,
  pieces: Iterable<Uint8Array>,
): Promise<number> {
  const stream = client.query(copyFrom(statement));
  // A second error (the connection breaks after the server refused) has nobody to tell.
  stream.on('error', () => {});
  // Rejects on 'error', also while nobody waits for it.
  const finished = once(stream, 'finish');
  finished.catch(() => {});
  for (const piece of guarded(pieces, (error) => stream.destroy(error))) {
    await Promise.race([write(stream, piece), finished]);
  }
  stream.end();
  await finished;
  return stream.rowCount;
}

/** When a piece cannot be made, the COPY has to be called off, or the session waits for the rest of it for ever. */
function* guarded(pieces: Iterable<Uint8Array>, callOff: (error: Error) => void): Generator<Uint8Array> {
  const source = pieces[Symbol.iterator]();
  try {
    for (let step = source.next(); step.done !== true; step = source.next()) yield step.value;
  } catch (error) {
    callOff(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

function write(stream: NodeJS.WritableStream, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => stream.write(piece, () => resolve()));
}
