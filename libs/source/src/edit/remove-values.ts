import type { EditedDocument, EditSpan } from './edited-document';
import { lineStartOf } from './indent-of';
import { skipBack, skipForth } from './skip-blank';
import type { Splice } from './splice';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const COMMA = 0x2c;
const BRACKET_OPEN = 0x5b;
const CLOSERS = new Set([0x5d, 0x7d]);

/**
 * The splices that remove values: items of arrays with their commas, values of a stream with their line ends. Judged
 * by what stands around them, since the document as a whole need not be decodable. `spans` are in order and disjoint.
 */
export function removeValues(document: EditedDocument, spans: readonly EditSpan[]): readonly Splice[] {
  return joinRuns(document, spans).map((run) => removeRun(document, run));
}

/** Values that stand next to each other go as one, with the commas between them. */
function joinRuns(document: EditedDocument, spans: readonly EditSpan[]): readonly EditSpan[] {
  const runs: EditSpan[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last !== undefined && isOnlyBetween(document, last.end, span.start)) {
      runs[runs.length - 1] = { start: last.start, end: span.end };
    } else runs.push(span);
  }
  return runs;
}

function isOnlyBetween(document: EditedDocument, from: number, to: number): boolean {
  const at = skipForth(document, from);
  if (document.buf[at] !== COMMA) return at === to;
  return skipForth(document, at + 1) === to;
}

/** What stands before and behind a run, white space left out. */
interface Surroundings {
  readonly run: EditSpan;
  /** Behind the last byte before the run that is no white space. */
  readonly before: number;
  /** Index of the first byte behind the run that is no white space. */
  readonly after: number;
  readonly byteBefore: number | null;
  readonly byteAfter: number | null;
}

function removeRun(document: EditedDocument, run: EditSpan): Splice {
  const around = lookAround(document, run);
  const line = wholeLineOf(document, around);
  if (line !== null && isStreamLine(document, around)) return line;
  const item = removeItem(document, around);
  return item ?? line ?? removeBesideOthers(document, run);
}

function lookAround(document: EditedDocument, run: EditSpan): Surroundings {
  const { buf, contentStart, size } = document;
  const before = skipBack(document, run.start);
  const after = skipForth(document, run.end);
  return {
    run,
    before,
    after,
    byteBefore: before > contentStart ? (buf[before - 1] ?? null) : null,
    byteAfter: after < size ? (buf[after] ?? null) : null,
  };
}

/** A value at the margin of a stream, alone on its lines: what its neighbours end in is their own affair. */
function isStreamLine(document: EditedDocument, { run, byteAfter }: Surroundings): boolean {
  const isAtMargin =
    lineStartOf(document.buf, run.start) === run.start || run.start === document.contentStart;
  return document.format === 'json-stream' && isAtMargin && !CLOSERS.has(byteAfter ?? 0);
}

function removeItem(document: EditedDocument, around: Surroundings): Splice | null {
  const { run, before, after, byteBefore, byteAfter } = around;
  const isFirst = byteBefore === null || byteBefore === BRACKET_OPEN;
  if (byteAfter === COMMA) {
    // What is pasted behind another value leaves the comma to that one.
    if (!isFirst && byteBefore !== COMMA) return cut(before, run.end);
    return cut(run.start, skipForth(document, after + 1));
  }
  const isLast = byteAfter === null || CLOSERS.has(byteAfter);
  if (byteBefore === COMMA)
    return isLast ? cut(skipBack(document, before - 1), run.end) : cut(run.start, after);
  if (byteBefore !== BRACKET_OPEN) return null;
  return isLast ? cut(before, after) : cut(run.start, after);
}

/** The lines of a run with their end, when nothing else stands on them (a comma behind the value may). */
function wholeLineOf(document: EditedDocument, { run }: Surroundings): Splice | null {
  const { buf, contentStart, size } = document;
  const from = skipBlanksBack(document, run.start);
  if (from !== contentStart && buf[from - 1] !== LINE_FEED) return null;
  const behind = skipBlanks(document, run.end);
  const to =
    buf[behind] === COMMA && document.format === 'json-stream' ? skipBlanks(document, behind + 1) : behind;
  const end = buf[to] === CARRIAGE_RETURN ? to + 1 : to;
  if (end < size && buf[end] === LINE_FEED) return cut(from, end + 1);
  return end < size ? null : cut(lineEndBefore(document, from), size);
}

/** Without a line end of its own, the last line takes along the one before it. */
function lineEndBefore({ buf, contentStart }: EditedDocument, from: number): number {
  if (from <= contentStart) return from;
  return from - 1 > contentStart && buf[from - 2] === CARRIAGE_RETURN ? from - 2 : from - 1;
}

/** Values glued on one line. */
function removeBesideOthers(document: EditedDocument, { start, end }: EditSpan): Splice {
  const { buf, contentStart, size } = document;
  const from = skipBlanksBack(document, start);
  const to = skipBlanks(document, end);
  const endsLine = to === size || buf[to] === LINE_FEED || buf[to] === CARRIAGE_RETURN;
  const beginsLine = from === contentStart || buf[from - 1] === LINE_FEED;
  return endsLine && !beginsLine ? cut(from, end) : cut(start, to);
}

function cut(from: number, to: number): Splice {
  return { from, to, text: '' };
}

function skipBlanks({ buf, size }: EditedDocument, from: number): number {
  let at = from;
  while (at < size && isBlank(buf[at])) at += 1;
  return at;
}

function skipBlanksBack({ buf, contentStart }: EditedDocument, from: number): number {
  let at = from;
  while (at > contentStart && isBlank(buf[at - 1])) at -= 1;
  return at;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}
