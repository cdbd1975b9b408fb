import { createHash } from 'node:crypto';
import type {
  DecodeFault,
  DocumentHead,
  DocumentTail,
  JsonNode,
  JsonObject,
  ParseStatus,
  Repair,
  SourceRecord,
  TreeVisitor,
} from '@cortex/domain';
import { SpanDigest } from './span-digest';

const BATCH_RECORDS = 128;
const BATCH_BYTES = 1024 * 1024;
/** A log of a million broken lines is understood from its first ones. */
const KEPT_REPAIRS = 10_000;

export interface DocumentEnding {
  readonly status: ParseStatus;
  readonly root: JsonNode | null;
}

export interface ReportedDocument {
  readonly size: number;
  readonly sha256: Buffer;
  /** Over the spans of all records, in order. */
  readonly spans: Buffer;
}

/**
 * Tells a visitor of one document: keeps the order that the port promises (begin, bytes and records, end), numbers
 * and batches the records, and counts every byte.
 */
export class DocumentReport {
  envelopeBytes = 0;
  separatorBytes = 0;
  size = 0;
  recordCount = 0;
  isBegun = false;

  private readonly hash = createHash('sha256');
  private readonly spans = new SpanDigest();
  private readonly repairs: Repair[] = [];
  private isRepaired = false;
  private waiting: Uint8Array[] = [];
  private batch: SourceRecord[] = [];
  private batchBytes = 0;

  constructor(
    private readonly visitor: TreeVisitor,
    private readonly head: Omit<DocumentHead, 'envelope'>,
  ) {}

  /** The next raw bytes of the document. */
  async addBytes(chunk: Uint8Array): Promise<void> {
    this.hash.update(chunk);
    this.size += chunk.length;
    if (this.head.archive !== null) return;
    if (this.isBegun) await this.visitor.bytes(chunk);
    else this.waiting.push(chunk);
  }

  /** sha256 of the bytes up to here. */
  hashSoFar(): Buffer {
    return this.hash.copy().digest();
  }

  async begin(envelope: JsonObject | null): Promise<void> {
    this.isBegun = true;
    await this.visitor.begin({ ...this.head, envelope });
    const chunks = this.waiting;
    this.waiting = [];
    for (const chunk of chunks) await this.visitor.bytes(chunk);
  }

  /** Takes a record whose ordinal is `recordCount`. When `isFull` says so, `flush` is due. */
  addRecord(record: SourceRecord): void {
    this.recordCount += 1;
    this.batch.push(record);
    this.batchBytes += record.length;
    this.spans.add(record.start, record.length);
  }

  /** A record whose bytes are not, or cannot be, decoded. */
  addRawRecord({ start, length, sha256 }: RawSpan, fault: DecodeFault | null): void {
    const ordinal = this.recordCount;
    const whole = { ordinal, parentOrdinal: null, kind: 'document', pointer: '', key: null };
    this.addRecord({ ...whole, start, length, sha256, node: null, text: null, fault, duplicateKeys: false });
  }

  get isFull(): boolean {
    return this.batch.length >= BATCH_RECORDS || this.batchBytes >= BATCH_BYTES;
  }

  async flush(): Promise<void> {
    const { batch } = this;
    if (batch.length === 0) return;
    this.batch = [];
    this.batchBytes = 0;
    // One record can bring more children than a batch takes.
    for (let from = 0; from < batch.length; from += BATCH_RECORDS) {
      await this.visitor.records(batch.slice(from, from + BATCH_RECORDS));
    }
  }

  addRepairs(repairs: readonly Repair[]): void {
    if (repairs.length === 0) return;
    this.isRepaired = true;
    this.repairs.push(...repairs.slice(0, KEPT_REPAIRS - this.repairs.length));
  }

  async end({ status, root }: DocumentEnding): Promise<ReportedDocument> {
    await this.flush();
    const sha256 = this.hash.digest();
    const tail: DocumentTail = {
      size: this.size,
      sha256,
      parseStatus: status === 'parsed' && this.isRepaired ? 'repaired' : status,
      repairs: this.repairs,
      recordCount: this.recordCount,
      envelopeBytes: this.envelopeBytes,
      separatorBytes: this.separatorBytes,
      root,
    };
    await this.visitor.end(tail);
    return { size: this.size, sha256, spans: this.spans.digest() };
  }
}

export interface RawSpan {
  readonly start: number;
  readonly length: number;
  readonly sha256: Buffer;
}
