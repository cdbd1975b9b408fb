/**
 * Port: bytes put aside between scan and load. Small trees stay in memory, large ones in an unlinked private file, so
 * that what is loaded is exactly what was hashed and decoded, and memory stays bounded.
 */
export interface Spool {
  /** Returns the offset at which the bytes can be read again. */
  append(bytes: Uint8Array): number;
  read(offset: number, length: number): Buffer;
  readonly size: number;
  /** Forgets everything from that offset on (a document that changed while it was read). */
  truncate(size: number): void;
  close(): void;
}

export type OpenSpool = () => Spool;
