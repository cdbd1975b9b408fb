import type { DocumentHead, DocumentName, TreeSummary } from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import type { ReportedDocument } from './documents/document-report';
import { readDocument, type ReadingSession } from './documents/read-document';
import { createFileSource } from './files/file-source';
import { formatMtime } from './files/format-mtime';
import { errorCodeOf, isSameStamp, type FileStamp, type SourceFiles } from './files/source-files';
import { ManifestDigest } from './manifest-digest';
import { unreadable, type WalkedEntry } from './walk/walk-tree';

/** A file that changes is read once and then this many times more. */
const MOST_REREADS = 3;
const SLASH = Buffer.from('/');
/** The file is gone, or something else took its place: what a writer does, not what a wrong permission does. */
const REPLACED = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'ESTALE']);

export interface TreeRunOptions {
  readonly root: Buffer;
  readonly files: SourceFiles;
  readonly session: ReadingSession;
}

/** One reading of a tree: takes the entries of the walk one after another and sums up. */
export class TreeRun {
  private readonly manifest = new ManifestDigest();
  private readonly reread: string[] = [];
  private readonly heldBack: string[] = [];
  private readonly skipped: { readonly path: string; readonly reason: string }[] = [];
  private documents = 0;
  private bytes = 0;

  constructor(private readonly options: TreeRunOptions) {}

  async readEntry(entry: WalkedEntry): Promise<void> {
    if (entry.skipReason !== null) {
      this.skipped.push({ path: entry.pathText, reason: entry.skipReason });
      return;
    }
    await this.options.session.turns.yieldIfDue();
    for (let attempt = 0; attempt <= MOST_REREADS; attempt += 1) {
      if (attempt === 1) this.reread.push(entry.pathText);
      if (await this.readStable(entry)) return;
    }
    this.heldBack.push(entry.pathText);
  }

  summarize(): TreeSummary {
    const { documents, bytes, reread, heldBack, skipped } = this;
    return { manifestHash: this.manifest.digest(), documents, bytes, reread, heldBack, skipped };
  }

  /** False when the file changed while it was read. */
  private async readStable(entry: WalkedEntry): Promise<boolean> {
    const { files } = this.options;
    const path = Buffer.concat([this.options.root, SLASH, entry.path]);
    const handle = this.open(entry, path);
    if (handle === null) return false;
    try {
      const stamp = files.fstat(handle);
      if (stamp.type !== 'file') return false;
      return await this.readFile({ entry, path, handle, stamp });
    } catch (error) {
      if (errorCodeOf(error) === undefined || error instanceof CortexError) throw error;
      throw unreadable(entry.path, error);
    } finally {
      files.close(handle);
    }
  }

  private open({ path }: WalkedEntry, absolute: Buffer): number | null {
    try {
      return this.options.files.open(absolute);
    } catch (error) {
      if (REPLACED.has(errorCodeOf(error) ?? '')) return null;
      throw unreadable(path, error);
    }
  }

  private async readFile(file: OpenFile): Promise<boolean> {
    const { session, files } = this.options;
    const name: DocumentName = {
      path: file.entry.path,
      pathText: file.entry.pathText,
      member: null,
      memberText: null,
    };
    const kind = session.visitor.kindOf(name);
    const { mode, size, mtimeNs } = file.stamp;
    const head = { ...name, kind: kind.name, mode, mtime: formatMtime(mtimeNs), archive: null };
    const read = await readDocument(session, {
      head,
      kind,
      expectedBytes: Number(size),
      open: (offset) => createFileSource(files, file.handle, offset),
    });
    if (read.ending !== null && this.isUnchanged(file) && BigInt(read.report.size) === size) {
      this.count(head, await read.report.end(read.ending));
      return true;
    }
    if (read.report.isBegun) await session.visitor.discard();
    return false;
  }

  private count(head: Omit<DocumentHead, 'envelope'>, document: ReportedDocument): void {
    this.manifest.add(head, head.mode, document);
    this.documents += 1;
    this.bytes += document.size;
  }

  private isUnchanged({ handle, path, stamp }: OpenFile): boolean {
    const { files } = this.options;
    if (!isSameStamp(stamp, files.fstat(handle))) return false;
    try {
      return isSameStamp(stamp, files.lstat(path));
    } catch (error) {
      if (REPLACED.has(errorCodeOf(error) ?? '')) return false;
      throw error;
    }
  }
}

interface OpenFile {
  readonly entry: WalkedEntry;
  /** From the root of the file system. */
  readonly path: Buffer;
  readonly handle: number;
  readonly stamp: FileStamp;
}
