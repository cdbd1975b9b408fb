import type { DecodeFault, DocumentName } from '@cortex/domain';
import type { ByteSource } from '../documents/byte-window';
import { isChangedMeanwhile } from '../documents/changed-meanwhile';
import { hashRecord } from '../documents/hash-record';
import {
  readDocument,
  readDocumentWith,
  type ReadDocument,
  type ReadingSession,
} from '../documents/read-document';
import { printPath } from '../print-path';
import { archiveTypeOf, nameOfGzipMember } from './archive-type';
import { createBufferSource } from './chunk-source';
import { orderMembers, type TarMember } from './describe-member';
import { loadTarMembers, openInflated, openTarMember, type InflatableArchive } from './member-content';
import type { ArchiveFindings } from './probe-archive';
import type { ArchiveFile } from './read-archive';

/** Reads the members of an archive that was found whole and harmless, in the byte order of their names. */
export async function readMembers(
  session: ReadingSession,
  file: ArchiveFile,
  { members, size }: ArchiveFindings,
): Promise<void> {
  const reading = new MemberReading(session, file);
  if (file.type === 'tar') await reading.readTar(orderMembers(members));
  else await reading.readGzip(size);
}

interface Member extends Pick<TarMember, 'name' | 'givenName' | 'size' | 'mode' | 'mtime' | 'fault'> {
  readonly open: (offset: number) => ByteSource;
}

class MemberReading {
  /** The archive is no longer what was reported: the members that are left are held back. */
  private isChanged = false;
  private readonly archive: InflatableArchive;

  constructor(
    private readonly session: ReadingSession,
    private readonly file: ArchiveFile,
  ) {
    this.archive = { limits: session.limits, openRaw: () => file.openRaw() };
  }

  async readGzip(size: number): Promise<void> {
    const name = nameOfGzipMember(this.file.head.path);
    const open = (offset: number): ByteSource => openInflated(this.archive, offset);
    await this.readMember({ name, givenName: name, size, mode: null, mtime: null, fault: null, open });
  }

  /** As many members at a time as the buffer takes; each such group costs one more pass over the archive. */
  async readTar(members: readonly TarMember[]): Promise<void> {
    let from = 0;
    while (from < members.length) {
      const group = takeGroup(members, from, this.session.limits.memberBufferBytes);
      const contents = await this.load(group);
      for (const member of group) await this.readMember({ ...member, open: this.openerOf(member, contents) });
      from += group.length;
    }
  }

  private async load(group: readonly TarMember[]): Promise<ReadonlyMap<number, Buffer>> {
    const held = group.filter(({ size }) => size > 0 && size <= this.session.limits.memberBufferBytes);
    if (this.isChanged) return new Map();
    try {
      return await loadTarMembers(this.archive, new Set(held.map(({ index }) => index)));
    } catch (error) {
      if (!isChangedMeanwhile(error)) throw error;
      this.isChanged = true;
      return new Map();
    }
  }

  private openerOf({ size, index }: TarMember, contents: ReadonlyMap<number, Buffer>): Member['open'] {
    const content = size === 0 ? Buffer.alloc(0) : contents.get(index);
    if (content) return (offset) => createBufferSource(content, offset);
    return (offset) => openTarMember(this.archive, index, offset);
  }

  private async readMember(member: Member): Promise<void> {
    const { path, pathText } = this.file.head;
    const memberText = printMember(member.name);
    const kind = this.session.visitor.kindOf({
      path,
      pathText,
      member: member.givenName,
      memberText: printMember(member.givenName),
    });
    const archive: DocumentName = { path, pathText, member: null, memberText: null };
    const { mode, mtime, name } = member;
    const head = { path, pathText, member: name, memberText, kind: kind.name, mode, mtime, archive };
    // An archive inside of an archive is kept, and not looked into.
    const format = archiveTypeOf(member.givenName) === null ? kind.format : 'opaque';
    const input = {
      head,
      kind: { format, layout: kind.layout },
      expectedBytes: member.size,
      open: member.open,
    };
    const isReported =
      !this.isChanged && (await this.file.settle(head, await this.readContent(input, member.fault)));
    if (isReported) return;
    this.isChanged = true;
    this.file.holdBack(`${pathText}!/${memberText}`);
  }

  private readContent(
    input: Parameters<typeof readDocument>[1],
    fault: DecodeFault | null,
  ): Promise<ReadDocument> {
    if (fault === null) return readDocument(this.session, input);
    return readDocumentWith(
      this.session,
      { ...input, open: () => createBufferSource(NOTHING, 0) },
      async (report) => {
        await report.begin(null);
        report.addRawRecord({ start: 0, length: 0, sha256: hashRecord(NOTHING) }, fault);
        return { status: 'quarantined', root: null };
      },
    );
  }
}

const NOTHING = Buffer.alloc(0);

/** For globs and people: `./x` and `x` are the same name. */
function printMember(name: Buffer): string {
  return printPath(name).replace(/^(?:\.\/)+/, '');
}

/** The next members that fit into the buffer together; one at least. */
function takeGroup(members: readonly TarMember[], from: number, limit: number): readonly TarMember[] {
  let to = from;
  let bytes = 0;
  while (to < members.length && (to === from || bytes + (members[to]?.size ?? 0) <= limit)) {
    bytes += members[to]?.size ?? 0;
    to += 1;
  }
  return members.slice(from, to);
}
