import { findStringEnd, isWhiteSpace } from '../documents/account-gap';

/** How a document puts its tokens on a line. */
export interface JsonStyle {
  readonly colon: string;
  /** Between two members or items of one line. */
  readonly comma: string;
  /** Inside of the braces and brackets of one line. */
  readonly bracePadding: string;
  readonly bracketPadding: string;
  /** Arrays without containers in them stay on one line where others do not. */
  readonly keepsPlainArrays: boolean;
}

/** Half-open stretch of a document. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

interface Observations {
  colon: string | null;
  comma: string | null;
  bracePadding: string | null;
  bracketPadding: string | null;
  keepsPlainArrays: boolean | null;
  /** Start of the array that holds no container so far; -1 when there is none. */
  plainArrayAt: number;
}

/**
 * The style of a region of a document; what stands nearest to its end counts. It may begin anywhere: what is read
 * wrongly changes white space and nothing else.
 */
export function readStyle(buf: Buffer, { from, to }: Region, isExpanded: boolean): JsonStyle {
  const seen: Observations = {
    colon: null,
    comma: null,
    bracePadding: null,
    bracketPadding: null,
    keepsPlainArrays: null,
    plainArrayAt: -1,
  };
  for (let at = from; at < to; at += 1) {
    if (buf[at] === QUOTE) {
      at = findStringEnd(buf, at, to) - 1;
      observeColon(buf, { from: at + 1, to }, seen);
    } else observe(buf, { from: at, to }, seen);
  }
  return complete(seen, isExpanded);
}

function complete(seen: Observations, isExpanded: boolean): JsonStyle {
  const isSpaced = isExpanded || seen.comma === ', ';
  const colon = seen.colon ?? (isSpaced ? ': ' : ':');
  return {
    colon,
    comma: seen.comma ?? (colon === ':' ? ',' : ', '),
    bracePadding: seen.bracePadding ?? '',
    bracketPadding: seen.bracketPadding ?? '',
    keepsPlainArrays: seen.keepsPlainArrays ?? false,
  };
}

/** Behind a string: the colon, when it is a member's name. */
function observeColon(buf: Buffer, { from, to }: Region, seen: Observations): void {
  const colonAt = skipBlanks(buf, { from, to });
  if (buf[colonAt] !== COLON) return;
  const end = skipBlanks(buf, { from: colonAt + 1, to });
  const text = buf.toString('latin1', from, end);
  if (end < to && !text.includes('\n')) seen.colon = text;
}

function observe(buf: Buffer, { from: at, to }: Region, seen: Observations): void {
  const byte = buf[at];
  if (byte === COMMA) seen.comma = lineGap(buf, { from: at, to }) ?? seen.comma;
  else if (byte === BRACE_OPEN) observeBrace(buf, { from: at, to }, seen);
  else if (byte === BRACKET_OPEN) observeBracket(buf, { from: at, to }, seen);
  else if (byte === BRACKET_CLOSE) observeArrayEnd(buf, at, seen);
}

function observeBrace(buf: Buffer, region: Region, seen: Observations): void {
  seen.plainArrayAt = -1;
  const gap = lineGap(buf, region);
  if (gap !== null && buf[region.from + gap.length] !== BRACE_CLOSE) seen.bracePadding = gap.slice(1);
}

function observeBracket(buf: Buffer, region: Region, seen: Observations): void {
  const end = skipBlanks(buf, { from: region.from + 1, to: region.to });
  const isEmpty = buf[end] === BRACKET_CLOSE;
  seen.plainArrayAt = isEmpty ? -1 : region.from;
  const gap = lineGap(buf, region);
  if (gap !== null && !isEmpty) seen.bracketPadding = gap.slice(1);
}

function observeArrayEnd(buf: Buffer, at: number, seen: Observations): void {
  if (seen.plainArrayAt >= 0) seen.keepsPlainArrays = !buf.subarray(seen.plainArrayAt, at).includes('\n');
  seen.plainArrayAt = -1;
}

/** A token of one byte with the blanks behind it, when something follows on its line. */
function lineGap(buf: Buffer, { from, to }: Region): string | null {
  const end = skipBlanks(buf, { from: from + 1, to });
  const text = buf.toString('latin1', from, end);
  return end < to && !text.includes('\n') ? text : null;
}

function skipBlanks(buf: Buffer, { from, to }: Region): number {
  let at = from;
  while (at < to && isWhiteSpace(buf[at] ?? 0)) at += 1;
  return at;
}
