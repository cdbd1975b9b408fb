import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { ComparisonOptions, KnownFile, TreeComparer, TreeComparison } from '@cortex/domain';
import { documentKey } from '@cortex/domain';
import type { TreeReaderOptions } from './create-tree-reader';
import { isChangedMeanwhile } from './documents/changed-meanwhile';
import { EventLoopTurns } from './event-loop-turns';
import { OpenFile } from './files/open-file';
import { errorCodeOf, nodeFiles, type FileStamp, type SourceFiles } from './files/source-files';
import { stampText } from './files/stamp-text';
import { createTreeScope } from './walk/tree-scope';
import { unreadable, walkTree, type WalkedEntry } from './walk/walk-tree';

const SLASH = Buffer.from('/');
const CHUNK_BYTES = 1024 * 1024;

/** The adapter of the port TreeComparer over a directory. `files` is the file system, for tests. */
export function createTreeComparer(
  options: Pick<TreeReaderOptions, 'root' | 'include'>,
  files: SourceFiles = nodeFiles,
): TreeComparer {
  const root = Buffer.from(resolve(options.root));
  return {
    compareTree: (known, { trustsStamps }, signal) =>
      new Comparison({ root, include: options.include ?? [], files, known, trustsStamps }, signal).run(),
  };
}

interface Compared extends ComparisonOptions {
  readonly root: Buffer;
  readonly include: readonly string[];
  readonly files: SourceFiles;
  readonly known: ReadonlyMap<string, KnownFile>;
}

interface Candidate {
  readonly entry: WalkedEntry;
  readonly sha256: string;
  readonly hasSameStamp: boolean;
}

class Comparison {
  private readonly skipped: { readonly path: string; readonly reason: string }[] = [];
  private readonly turns = new EventLoopTurns();
  private hashedFiles = 0;
  private hashedBytes = 0;

  constructor(
    private readonly compared: Compared,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<TreeComparison> {
    const candidates = await this.compareStats();
    return this.summarize(candidates !== null && (await this.compareBytes(candidates)));
  }

  /** By names, sizes and modes, which costs no reading; null at the first difference. */
  private async compareStats(): Promise<readonly Candidate[] | null> {
    const { root, include, files, known } = this.compared;
    const candidates: Candidate[] = [];
    for (const entry of walkTree({ root, files, scope: createTreeScope(include) })) {
      await this.takeTurn();
      if (entry === null) continue;
      if (entry.skipReason !== null) this.skipped.push({ path: entry.pathText, reason: entry.skipReason });
      else {
        const candidate = this.compareStat(entry);
        if (candidate === null) return null;
        candidates.push(candidate);
      }
    }
    return candidates.length === known.size ? candidates : null;
  }

  private compareStat(entry: WalkedEntry): Candidate | null {
    const file = this.compared.known.get(documentKey(entry.path, null));
    const stamp = file === undefined ? null : this.lstat(entry);
    if (file === undefined || stamp === null) return null;
    const isSame = stamp.type === 'file' && stamp.size === BigInt(file.size) && stamp.mode === file.mode;
    if (!isSame) return null;
    const hasSameStamp = file.stamp !== null && stampText(stamp, Date.now()) === file.stamp;
    return { entry, sha256: file.sha256, hasSameStamp };
  }

  /** What looks changed is read first: a difference ends the comparison. */
  private async compareBytes(candidates: readonly Candidate[]): Promise<boolean> {
    const suspects = candidates.filter(({ hasSameStamp }) => !hasSameStamp);
    const others = this.compared.trustsStamps ? [] : candidates.filter(({ hasSameStamp }) => hasSameStamp);
    for (const { entry, sha256 } of [...suspects, ...others]) {
      await this.takeTurn();
      if ((await this.hash(entry)) !== sha256) return false;
    }
    return true;
  }

  private lstat(entry: WalkedEntry): FileStamp | null {
    try {
      return this.compared.files.lstat(this.pathOf(entry));
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return null;
      throw unreadable(entry.path, error);
    }
  }

  /** null when the file is gone or changed while it was read. */
  private async hash(entry: WalkedEntry): Promise<string | null> {
    const file = OpenFile.open(this.compared.files, entry, this.pathOf(entry));
    if (file === null) return null;
    try {
      return file.stamp.type === 'file' ? await this.hashOpen(file) : null;
    } catch (error) {
      if (isChangedMeanwhile(error)) return null;
      throw error;
    } finally {
      file.close();
    }
  }

  private async hashOpen(file: OpenFile): Promise<string | null> {
    const hash = createHash('sha256');
    const source = file.read(0);
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Number(file.stamp.size) + 1));
    for (let count = await source.read(buffer); count > 0; count = await source.read(buffer)) {
      hash.update(buffer.subarray(0, count));
      this.hashedBytes += count;
      await this.takeTurn();
    }
    this.hashedFiles += 1;
    return file.isUnchanged() ? hash.digest('hex') : null;
  }

  private pathOf(entry: WalkedEntry): Buffer {
    return Buffer.concat([this.compared.root, SLASH, entry.path]);
  }

  private async takeTurn(): Promise<void> {
    await this.turns.yieldIfDue();
    this.signal.throwIfAborted();
  }

  private summarize(isSame: boolean): TreeComparison {
    const { hashedFiles, hashedBytes, skipped } = this;
    return { isSame, files: this.compared.known.size, hashedFiles, hashedBytes, skipped };
  }
}
