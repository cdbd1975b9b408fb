import type { JsonNode } from '@cortex/domain';
import type { ByteSlice } from '../json/byte-slice';
import type { ValueDecoder } from '../json/value-decoder';
import { isContainer } from '../layout/walk-locations';
import { findTextEnd, isOpener } from './find-content';

/** The values of a document that is wholly in memory, and where its text before them ends. */
export interface DecodedValues {
  readonly nodes: readonly JsonNode[];
  /** Index of the first value; behind `from` when text stands before it. */
  readonly start: number;
}

/**
 * The values of a JSON document whose first token is at `from`: one, or several pasted one behind the other, or the
 * same behind lines of text. Null when it cannot be decoded to its end; `decoder.failure` says why.
 */
export function decodeValues(decoder: ValueDecoder, slice: ByteSlice, from: number): DecodedValues | null {
  const plain = decodeAll(decoder, slice, from);
  if (plain !== null) return { nodes: plain, start: from };
  const { failure } = decoder;
  const textEnd = findTextEnd(slice, from);
  const behind = textEnd < 0 ? null : decodeBehindText(decoder, slice, { from, textEnd });
  if (behind === null) decoder.failure = failure;
  return behind;
}

function decodeBehindText(
  decoder: ValueDecoder,
  slice: ByteSlice,
  { from, textEnd }: { readonly from: number; readonly textEnd: number },
): DecodedValues | null {
  const mark = decoder.notes.mark();
  decoder.notes.repair('text-before-json', slice.base + from);
  const nodes = decodeAll(decoder, slice, textEnd);
  if (nodes === null) decoder.notes.rollBack(mark);
  return nodes && { nodes, start: textEnd };
}

function decodeAll(decoder: ValueDecoder, slice: ByteSlice, from: number): JsonNode[] | null {
  const mark = decoder.notes.mark();
  const nodes: JsonNode[] = [];
  let at = from;
  let node = decoder.decode(at);
  while (node !== null) {
    nodes.push(node);
    at = decoder.lenient.skipBlank(node.end - slice.base);
    if (at >= slice.end) return nodes;
    decoder.notes.repair('pasted-objects', slice.base + at);
    decoder.failure = { code: 'undecodable', offset: slice.base + at, detail: 'More follows the value.' };
    node = isContainer(node) && isOpener(slice.buf[at]) ? decoder.decode(at) : null;
  }
  decoder.notes.rollBack(mark);
  return null;
}
