/** What Node's and tar-stream's writable streams have in common. */
export interface FeedableStream {
  readonly destroyed: boolean;
  write(chunk: Uint8Array): boolean;
  /** `null`: nothing more is to be written. */
  end(rest: null): unknown;
  destroy(error?: Error): unknown;
  on(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

/** The next bytes, or null at the end. */
export type NextChunk = () => Promise<Uint8Array | null>;

/**
 * Writes all that `next` gives to a stream, no faster than it takes it, until the stream is destroyed. An error of
 * `next` destroys the stream with it.
 */
export async function feedStream(stream: FeedableStream, next: NextChunk): Promise<void> {
  try {
    for (let chunk = await next(); chunk !== null; chunk = await next()) {
      if (isClosed(stream)) return;
      if (!stream.write(chunk)) await drainOrClose(stream);
    }
    if (!isClosed(stream)) stream.end(null);
  } catch (error) {
    stream.destroy(error instanceof Error ? error : undefined);
  }
}

/** Asked anew each time: the other side may close the stream at any await. */
function isClosed(stream: FeedableStream): boolean {
  return stream.destroyed;
}

function drainOrClose(stream: FeedableStream): Promise<void> {
  if (isClosed(stream)) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = (): void => {
      stream.off('drain', settle);
      stream.off('close', settle);
      resolve();
    };
    stream.on('drain', settle);
    stream.on('close', settle);
  });
}
