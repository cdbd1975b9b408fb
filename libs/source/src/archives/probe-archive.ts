import type { DecodeFault } from '@cortex/domain';
import type { ReaderLimits } from '../reader-limits';
import type { ArchiveType } from './archive-type';
import { describeMember, type TarMember } from './describe-member';
import type { NextChunk } from './feed-stream';
import { Inflation } from './inflation';
import { TarEntries } from './tar-entries';

/** What a first pass over an archive finds out: nothing of it is taken before it is known to be whole and harmless. */
export interface ArchiveFindings {
  readonly fault: DecodeFault | null;
  /** Inflated bytes. */
  readonly size: number;
  /** Members of a tar archive, in its order. */
  readonly members: readonly TarMember[];
}

export async function probeArchive(
  type: ArchiveType,
  next: NextChunk,
  limits: ReaderLimits,
): Promise<ArchiveFindings> {
  const inflation = new Inflation(next, limits);
  const listing = type === 'tar' ? await listMembers(inflation, limits) : await drain(inflation);
  return { fault: inflation.fault ?? listing.fault, size: inflation.size, members: listing.members };
}

type Listing = Pick<ArchiveFindings, 'fault' | 'members'>;

async function drain(inflation: Inflation): Promise<Listing> {
  const chunks = inflation.chunks();
  while (!(await chunks.next()).done);
  return { fault: null, members: [] };
}

async function listMembers(inflation: Inflation, { archiveMembers }: ReaderLimits): Promise<Listing> {
  const members: TarMember[] = [];
  const entries = new TarEntries(inflation.chunks());
  for await (const tarEntry of entries) {
    const member = describeMember(tarEntry);
    if (member) members.push(member);
    if (members.length > archiveMembers)
      return { fault: tooMany(inflation.size, archiveMembers), members: [] };
    tarEntry.entry.resume();
  }
  return { fault: entries.isDamaged ? notTar(inflation.size) : null, members };
}

function tooMany(offset: number, limit: number): DecodeFault {
  return { code: 'archive-bomb', offset, detail: `The archive has more than ${limit} members.` };
}

function notTar(offset: number): DecodeFault {
  return {
    code: 'archive-damaged',
    offset,
    detail: 'What the archive inflates to is no tar, or is cut short.',
  };
}
