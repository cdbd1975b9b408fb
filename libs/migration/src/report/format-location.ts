import { toPrintable } from './to-printable';

export interface DocumentLocation {
  readonly path: string;
  readonly member: string | null;
}

/** `path`, or `archive!member` for a document inside of an archive; printable. */
export function formatDocument({ path, member }: DocumentLocation): string {
  return toPrintable(member === null ? path : `${path}!${member}`);
}

/** `path:offset`, the byte at which the record begins: what an editor's "go to byte" understands. */
export function formatLocation(location: DocumentLocation & { readonly byteOffset: number }): string {
  return `${formatDocument(location)}:${location.byteOffset}`;
}
