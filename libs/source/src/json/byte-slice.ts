/**
 * Bytes to decode: `buf[0, end)`, of which `buf[0]` stands at offset `base` of the document.
 *
 * `buf` is longer than `end` and `buf[end]` is 0: no JSON token goes on over a NUL, so the hot loops need no test
 * for the end of the buffer.
 */
export interface ByteSlice {
  readonly buf: Buffer;
  readonly end: number;
  readonly base: number;
  /** The document ends at `end`; false: more bytes may follow. */
  readonly isFinal: boolean;
}

/** A copy of `bytes` with the NUL behind it that the decoders rely on. */
export function toByteSlice(bytes: Uint8Array): ByteSlice {
  const buf = Buffer.allocUnsafe(bytes.length + 1);
  buf.set(bytes);
  buf[bytes.length] = 0;
  return { buf, end: bytes.length, base: 0, isFinal: true };
}
