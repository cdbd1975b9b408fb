import { extract, type Header } from 'tar-stream';
import { feedStream } from './feed-stream';

/** One entry of a tar archive; its content has to be taken, or left by `entry.resume()`, before the next one. */
export interface TarEntry {
  /** 0-based position in the archive. */
  readonly index: number;
  readonly entry: TarContent;
}

export interface TarContent extends AsyncIterable<unknown> {
  readonly header: Header;
  resume(): unknown;
}

/**
 * Names are bytes: latin1 brings each of them through as a character. (tar-stream's own types do not know these two;
 * its default for the third is written out so that they accept the object.)
 */
const EXTRACT_OPTIONS = { filenameEncoding: 'latin1', allowUnknownFormat: true, highWaterMark: 16 * 1024 };

/**
 * The entries of a tar archive. `isDamaged` is asked after the end: the bytes were no tar, or ended inside of one.
 */
export class TarEntries {
  isDamaged = false;

  constructor(private readonly chunks: AsyncIterator<Buffer>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<TarEntry, void, undefined> {
    const tar = extract(EXTRACT_OPTIONS);
    let supplyError: unknown = null;
    const feeding = feedStream(tar, async () => {
      try {
        const step = await this.chunks.next();
        return step.done ? null : step.value;
      } catch (error) {
        supplyError = error;
        throw error;
      }
    });
    try {
      let index = 0;
      for await (const entry of tar) {
        yield { index, entry };
        index += 1;
      }
    } catch (error) {
      if (supplyError !== null) throw error;
      this.isDamaged = true;
    } finally {
      tar.destroy();
      await feeding;
    }
  }
}

/** The bytes of an entry. */
export async function* readContent(content: TarContent): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of content) {
    if (Buffer.isBuffer(chunk)) yield chunk;
  }
}
