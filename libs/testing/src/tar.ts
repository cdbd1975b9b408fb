import { gzipSync } from 'node:zlib';

/** One member of an archive: a name of at most 100 bytes, as text or as bytes. */
export interface TarMember {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly mode?: number;
  readonly mtime?: Date;
}

const BLOCK_BYTES = 512;
const DEFAULT_MODE = 0o644;

/** Bytes as gzip; the same input gives the same output. */
export function gzip(content: string | Uint8Array): Buffer {
  return gzipSync(content);
}

/** A gzipped tar archive with these members in this order. */
export function tarGz(members: readonly TarMember[]): Buffer {
  return gzip(tar(members));
}

/**
 * A POSIX ustar archive. Written here and not with the library the product reads archives with: a test that uses the
 * same code for both sides proves little.
 */
export function tar(members: readonly TarMember[]): Buffer {
  const blocks = members.flatMap((member) => {
    const content = Buffer.from(member.content);
    return [header(member, content.length), content, Buffer.alloc(-content.length & (BLOCK_BYTES - 1))];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK_BYTES)]);
}

function header({ name, mode = DEFAULT_MODE, mtime = new Date(0) }: TarMember, size: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  const bytes = Buffer.from(name);
  if (bytes.length > 100) throw new Error(`A tar member's name has at most 100 bytes: ${String(name)}`);
  bytes.copy(block, 0);
  const octal = (value: number, offset: number, length: number): void => {
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, offset);
  };
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(Math.floor(mtime.getTime() / 1000), 136, 12);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\u000000', 257);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
