import type { DocumentKind, JsonNode } from '@cortex/domain';
import { findNameStart, trimWhiteSpace } from '../documents/account-gap';
import { measureByteOrderMark } from '../documents/find-content';
import { toByteSlice, type ByteSlice } from '../json/byte-slice';
import { ValueDecoder } from '../json/value-decoder';
import { misplacedEdit } from './misplaced-edit';

/** A member or an item, with the bytes that are its own: from its name (if it has one) to the end of its value. */
export interface ContainerEntry {
  readonly key: string | null;
  readonly value: JsonNode;
  readonly from: number;
  readonly to: number;
  /** No comma stands before it: the object was pasted behind another one. */
  readonly isPasted: boolean;
}

export interface ContainerShape {
  readonly type: 'object' | 'array';
  /** Index of the first byte inside of the brackets, and of the closing one. */
  readonly inner: number;
  readonly close: number;
  readonly entries: readonly ContainerEntry[];
}

export interface EditSpan {
  readonly start: number;
  readonly end: number;
}

/** As deep as any document may be nested. */
const MAX_DEPTH = 2000;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const BRACE_CLOSE = 0x7d;

/** The bytes of a document that is edited, and what stands in them. */
export class EditedDocument {
  readonly slice: ByteSlice;
  readonly buf: Buffer;
  readonly size: number;
  /** Behind the byte order mark. */
  readonly contentStart: number;

  private readonly decoder = new ValueDecoder(MAX_DEPTH);

  constructor(
    readonly bytes: Buffer,
    readonly format: DocumentKind['format'],
  ) {
    this.slice = toByteSlice(bytes);
    this.buf = this.slice.buf;
    this.size = bytes.length;
    this.contentStart = measureByteOrderMark(this.slice);
    this.decoder.load(this.slice);
  }

  requireSpan({ start, end }: EditSpan): void {
    if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end))
      throw misplacedEdit('it is no stretch of bytes.', { start, end });
    if (end > this.size) throw misplacedEdit('the document ends before it.', { start, end });
  }

  /** The value that has exactly this span. */
  valueAt(span: EditSpan): JsonNode {
    this.requireSpan(span);
    const node = this.decodeValue(span) ?? this.decodeMendedValue(span);
    this.decoder.notes.clear();
    if (node !== null) return node;
    throw misplacedEdit('no value has this span.', span);
  }

  private decodeValue({ start, end }: EditSpan): JsonNode | null {
    const node = this.decoder.decodeMemberValue(start, 0);
    return node?.start === start && node.end === end ? node : null;
  }

  /** What is valid up to its middle only: an expression behind a string. */
  private decodeMendedValue({ start, end }: EditSpan): JsonNode | null {
    const node = this.decoder.lenient.decodeMemberValue(start, 0);
    return node?.start === start && node.end === end ? node : null;
  }

  containerAt(type: 'object' | 'array', span: EditSpan): ContainerShape {
    const node = this.valueAt(span);
    if (node.type !== type) throw misplacedEdit(`no ${type} stands there.`, span);
    const inner = node.start + 1;
    return { type, inner, close: node.end - 1, entries: this.listEntries(node, inner) };
  }

  requireMembers({ inner, close, entries }: ContainerShape, keys: ReadonlySet<string>): void {
    if (keys.size === 0) return;
    const known = new Set(entries.map(({ key }) => key));
    if ([...keys].every((key) => known.has(key))) return;
    throw misplacedEdit('the object has no member of that name.', { start: inner - 1, end: close + 1 });
  }

  /** Where a value would be put that is missing before `at`: there, but on the line of its colon. */
  placeOfMissing(at: number): number {
    const behindColon = trimWhiteSpace(this.slice, { from: 0, to: at });
    return this.buf.subarray(behindColon, at).includes(LINE_FEED) ? behindColon : at;
  }

  private listEntries(node: JsonNode, inner: number): ContainerEntry[] {
    const entries: ContainerEntry[] = [];
    let cursor = inner;
    for (const { key, value } of namedValuesOf(node)) {
      entries.push(this.describeEntry(key, value, cursor));
      cursor = value.end;
    }
    return entries;
  }

  private describeEntry(key: string | null, value: JsonNode, cursor: number): ContainerEntry {
    const gap = { from: cursor, to: value.start };
    const from = key === null ? value.start : findNameStart(this.slice, gap);
    const to = value.start === value.end ? this.placeOfMissing(value.start) : value.end;
    const isPasted = this.buf[cursor - 1] === BRACE_CLOSE && !this.buf.subarray(cursor, from).includes(COMMA);
    return { key, value, from, to, isPasted };
  }
}

function namedValuesOf(node: JsonNode): readonly { readonly key: string | null; readonly value: JsonNode }[] {
  if (node.type === 'object') return node.members;
  return node.type === 'array' ? node.items.map((value) => ({ key: null, value })) : [];
}
