import { packedLayout } from './record-pack';
import type { SpooledFact, SpooledRecord } from './scanned-tree';

// The spool is written and read by this process alone: what stands there is what a RecordPack put there.

const layout = packedLayout;
const { headerBytes, isJson, separator } = packedLayout;

/** What the records of a chunk count from. */
export interface PackPlace {
  readonly firstOrdinal: number;
  readonly firstFact: number;
  readonly records: number;
}

/** The records of a chunk out of the bytes of a `RecordPack`. */
export function parsePackedRecords(bytes: Buffer, place: PackPlace): readonly SpooledRecord[] {
  const records: SpooledRecord[] = [];
  let at = 0;
  for (let index = 0; index < place.records; index += 1) {
    const size = bytes.readUInt32LE(at + layout.size);
    const end = at + headerBytes + (size % isJson);
    const text = bytes.toString('utf8', at + headerBytes, end);
    const o = place.firstOrdinal + index;
    const back = bytes.readUInt32LE(at + layout.back);
    const ref: PackedRef = {
      o,
      p: back === 0 ? null : o - back,
      s: bytes.readDoubleLE(at + layout.start),
      l: bytes.readDoubleLE(at + layout.length),
      h: bytes.toString('hex', at + layout.sha256, at + headerBytes),
    };
    records.push(size >= isJson ? parseJson(ref, text, place.firstFact) : parseLine(ref, text));
    at = end;
  }
  return records;
}

type PackedRef = Pick<SpooledRecord, 'o' | 'p' | 's' | 'l' | 'h'>;
type AppendedFact = Extract<SpooledFact, { a: string }>;

/** Written out, without `split` and spreading: this is done for every event of a log. */
function parseLine({ o, p, s, l, h }: PackedRef, line: string): SpooledRecord {
  const kindEnd = line.indexOf(separator);
  const pointerEnd = line.indexOf(separator, kindEnd + 1);
  const tableEnd = line.indexOf(separator, pointerEnd + 1);
  const references: (string | null)[] = [];
  let from = tableEnd + 1;
  for (let to = line.indexOf(separator, from); to >= 0; to = line.indexOf(separator, from)) {
    references.push(to === from ? null : line.slice(from, to));
    from = to + 1;
  }
  const table = line.slice(pointerEnd + 1, tableEnd) as AppendedFact['a'];
  const fact: AppendedFact = { a: table, r: references, t: line.slice(from) };
  const k = line.slice(0, kindEnd);
  return { o, p, k, r: line.slice(kindEnd + 1, pointerEnd), s, l, h, f: [fact] };
}

function parseJson(ref: PackedRef, json: string, firstFact: number): SpooledRecord {
  const [k, r, q, f] = JSON.parse(json) as [string, string, SpooledRecord['q'] | null, SpooledFact[] | null];
  const facts = f?.map((fact) => ('e' in fact ? { e: fact.e + firstFact } : fact));
  return { ...ref, k, r, ...(q ? { q } : {}), ...(facts ? { f: facts } : {}) };
}
