import type { JsonNode } from '@cortex/domain';
import { toFault } from '../json/decode-json';
import { accountGap, trimWhiteSpace } from './account-gap';
import { buildEnvelope } from './build-envelope';
import { decodeValues, type DecodedValues } from './decode-values';
import type { DocumentContext } from './document-context';
import type { DocumentEnding } from './document-report';
import { emitValue, splitValue } from './emit-value';
import { measureByteOrderMark } from './find-content';
import { hashRecord } from './hash-record';
import { readLargeDocument } from './read-large-document';

/** A document of format `json`: in memory when it is small enough, else element by element. */
export async function readJsonDocument(context: DocumentContext): Promise<DocumentEnding> {
  const { window, limits } = context;
  await window.fillTo(limits.wholeValueBytes);
  return window.isFinal ? readSmallDocument(context) : readLargeDocument(context);
}

async function readSmallDocument(context: DocumentContext): Promise<DocumentEnding> {
  const { window, decoder } = context;
  decoder.load(window);
  const start = skipToContent(context);
  if (start === window.end) return reportEmpty(context);
  const values = decodeValues(decoder, window, start);
  return values === null ? reportFault(context, start) : reportValues(context, { ...values, from: start });
}

/** Index of the first byte behind the byte order mark, white space and ANSI escapes. */
function skipToContent({ window, decoder, report }: DocumentContext): number {
  const mark = measureByteOrderMark(window);
  if (mark > 0) decoder.notes.repair('byte-order-mark', 0);
  report.envelopeBytes += mark;
  const start = decoder.lenient.skipBlank(mark);
  accountGap(window, { from: mark, to: start }, report);
  return start;
}

async function reportEmpty({ report }: DocumentContext): Promise<DocumentEnding> {
  await report.begin(null);
  return { status: 'empty', root: null };
}

async function reportFault(context: DocumentContext, start: number): Promise<DocumentEnding> {
  const { report, window, decoder } = context;
  await report.begin(null);
  const end = trimWhiteSpace(window, { from: start, to: window.end });
  const bytes = window.buf.subarray(start, end);
  const span = { start: window.base + start, length: bytes.length, sha256: hashRecord(bytes) };
  report.addRawRecord(span, toFault(decoder.failure));
  report.separatorBytes += window.end - end;
  report.addRepairs(decoder.notes.repairs);
  return { status: 'quarantined', root: null };
}

async function reportValues(
  context: DocumentContext,
  { nodes, from, start }: DecodedValues & { readonly from: number },
): Promise<DocumentEnding> {
  const { report, window, limits, decoder } = context;
  const parts = nodes.map((node) => splitValue(node, context));
  const [only] = parts.length === 1 ? parts : [];
  await report.begin(only ? buildEnvelope(only, limits) : null);
  report.envelopeBytes += start - from;
  let cursor = start;
  for (const part of parts) {
    accountGap(window, { from: cursor, to: part.node.start - window.base }, report);
    emitValue(context, window, part);
    if (report.isFull) await report.flush();
    cursor = part.node.end - window.base;
  }
  accountGap(window, { from: cursor, to: window.end }, report);
  report.addRepairs(decoder.notes.repairs);
  return { status: 'parsed', root: rootOf(only?.node, context) };
}

function rootOf(node: JsonNode | undefined, { limits }: DocumentContext): JsonNode | null {
  return node && node.end - node.start <= limits.rootBytes ? node : null;
}
