import type { DocumentName, TreeSummary } from '@cortex/domain';
import { archiveTypeOf, type ArchiveType } from './archives/archive-type';
import { readArchive, type ArchiveFile } from './archives/read-archive';
import { readDocument, type ReadDocument, type ReadingSession } from './documents/read-document';
import { formatMtime } from './files/format-mtime';
import { stampText } from './files/stamp-text';
import { OpenFile } from './files/open-file';
import type { SourceFiles } from './files/source-files';
import { ManifestDigest } from './manifest-digest';
import type { WalkedEntry } from './walk/walk-tree';

/** A file that changes is read once and then this many times more. */
const MOST_REREADS = 3;
const SLASH = Buffer.from('/');

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
    const file = OpenFile.open(files, entry, Buffer.concat([this.options.root, SLASH, entry.path]));
    if (file === null) return false;
    try {
      return file.stamp.type === 'file' && (await this.readFile(file));
    } finally {
      file.close();
    }
  }

  private async readFile(file: OpenFile): Promise<boolean> {
    const { session } = this.options;
    const { path, pathText } = file.entry;
    const name: DocumentName = { path, pathText, member: null, memberText: null };
    const kind = session.visitor.kindOf(name);
    const { mode, size, mtimeNs } = file.stamp;
    const head = {
      ...name,
      kind: kind.name,
      mode,
      mtime: formatMtime(mtimeNs),
      stamp: stampText(file.stamp, Date.now()),
      archive: null,
    };
    const expectedBytes = Number(size);
    const type = archiveTypeOf(path);
    if (type !== null) return readArchive(session, this.toArchive(file, head, type));
    const read = await readDocument(session, {
      head,
      kind,
      expectedBytes,
      open: (offset) => file.read(offset),
    });
    return this.settle(file, head, read);
  }

  private toArchive(file: OpenFile, head: ArchiveFile['head'], type: ArchiveType): ArchiveFile {
    return {
      type,
      head,
      size: Number(file.stamp.size),
      openRaw: () => file.read(0),
      settle: (document, read) => this.settle(file, document, read),
      holdBack: (text) => void this.heldBack.push(text),
    };
  }

  /** Ends a document whose file is still what it was, or takes it back. */
  private async settle(
    file: OpenFile,
    head: ArchiveFile['head'],
    { report, ending }: ReadDocument,
  ): Promise<boolean> {
    const isWhole = head.member !== null || BigInt(report.size) === file.stamp.size;
    if (ending === null || !isWhole || !file.isUnchanged()) {
      if (report.isBegun) await this.options.session.visitor.discard();
      return false;
    }
    const document = await report.end(ending);
    this.manifest.add(head, head.mode, document);
    this.documents += 1;
    this.bytes += document.size;
    return true;
  }
}
