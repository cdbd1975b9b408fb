import { gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';

export type TarPart = Partial<Header> & { readonly name: string; readonly content?: string | Buffer };

/** A tar archive, not compressed. Links and devices get a header only. */
export async function buildTar(parts: readonly TarPart[]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of parts) {
    if (content === undefined) tar.entry(header);
    else tar.entry(header, Buffer.from(content));
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function buildTarGz(parts: readonly TarPart[]): Promise<Buffer> {
  return gzipSync(await buildTar(parts));
}

/** Puts other bytes in the place of a name, and mends the checksum of its header. */
export function renameInTar(tar: Buffer, name: string, bytes: Buffer): Buffer {
  const renamed = Buffer.from(tar);
  const header = renamed.subarray(renamed.indexOf(name));
  bytes.copy(header);
  header.fill(' ', 148, 156);
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return renamed;
}
