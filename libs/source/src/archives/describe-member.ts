import type { DecodeFault } from '@cortex/domain';
import type { Header } from 'tar-stream';
import type { TarEntry } from './tar-entries';

/** A member of a tar archive, as its header describes it. */
export interface TarMember {
  readonly index: number;
  /** Unique in the archive. */
  readonly name: Buffer;
  /** The name that stands in the header, by which its kind is decided. */
  readonly givenName: Buffer;
  readonly size: number;
  readonly mode: number | null;
  readonly mtime: string | null;
  /** Set when the member is not safe to take as a file. */
  readonly fault: DecodeFault | null;
}

const REGULAR = new Set<unknown>(['file', 'contiguous-file']);
const PERMISSION_BITS = 0o7777;

/** The member that an entry stands for; null for a folder. */
export function describeMember({ index, entry }: TarEntry): TarMember | null {
  const { header } = entry;
  if (header.type === 'directory') return null;
  const name = nameOf(header);
  const problem = findProblem(header, name);
  return {
    index,
    name,
    givenName: name,
    size: REGULAR.has(header.type) ? header.size : 0,
    mode: header.mode & PERMISSION_BITS,
    mtime: formatTime(header.mtime),
    fault: problem === null ? null : { code: 'archive-unsafe', offset: 0, detail: problem },
  };
}

/** The bytes of the name. A pax header's name is UTF-8 by its standard; the others are bytes. */
function nameOf(header: Header): Buffer {
  const isPax =
    'pax' in header && typeof header.pax === 'object' && header.pax !== null && 'path' in header.pax;
  return Buffer.from(header.name, isPax ? 'utf8' : 'latin1');
}

function findProblem({ type }: Header, name: Buffer): string | null {
  // Types that tar-stream does not know come as null, against its types.
  const typeText: unknown = type;
  if (!REGULAR.has(type))
    return `The member is no regular file (${typeof typeText === 'string' ? typeText : 'unknown'}).`;
  const text = name.toString('latin1');
  if (text === '') return 'The member has no name.';
  if (text.startsWith('/')) return 'The name of the member is absolute.';
  return text.split('/').includes('..') ? 'The name of the member leads out of the archive.' : null;
}

function formatTime(time: Date): string | null {
  if (Number.isNaN(time.getTime())) return null;
  const text = time.toISOString();
  return text.length === '2000-01-01T00:00:00.000Z'.length ? text.replace('Z', '000Z') : null;
}

/**
 * Members in the byte order of their names. A name that comes again replaces the earlier member when the archive is
 * unpacked, so the last one keeps it; the earlier ones are told apart by their position (`a.json#2`).
 */
export function orderMembers(members: readonly TarMember[]): TarMember[] {
  const taken = new Set<string>();
  const named = members.toReversed().map((member) => {
    const name = freeName(member, taken);
    taken.add(name.toString('latin1'));
    return { ...member, name };
  });
  return named.sort((left, right) => Buffer.compare(left.name, right.name));
}

function freeName({ name, index }: TarMember, taken: ReadonlySet<string>): Buffer {
  let free = name;
  for (let count = index + 1; taken.has(free.toString('latin1')); count += 1) {
    free = Buffer.concat([name, Buffer.from(`#${count}`)]);
  }
  return free;
}
