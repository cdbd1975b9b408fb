import { createHash } from 'node:crypto';
import type { DocumentName } from '@cortex/domain';
import type { ReportedDocument } from './documents/document-report';

/** The hash that names a tree: over all documents in order, every field with its length before it. */
export class ManifestDigest {
  private readonly hash = createHash('sha256');

  add(name: Pick<DocumentName, 'path' | 'member'>, mode: number | null, document: ReportedDocument): void {
    this.field(name.path);
    this.field(name.member);
    this.field(mode === null ? null : Buffer.from(String(mode)));
    this.field(Buffer.from(String(document.size)));
    this.field(document.sha256);
    this.field(document.spans);
  }

  digest(): string {
    return this.hash.digest('hex');
  }

  /** Absence has a length of its own, so that it differs from an empty field. */
  private field(bytes: Buffer | null): void {
    const length = Buffer.alloc(8);
    length.writeBigInt64LE(bytes === null ? -1n : BigInt(bytes.length));
    this.hash.update(length);
    if (bytes) this.hash.update(bytes);
  }
}
