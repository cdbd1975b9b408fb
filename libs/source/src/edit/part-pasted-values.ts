import type { EditedDocument, EditSpan } from './edited-document';
import { skipBack, skipForth } from './skip-blank';
import type { SortedEdits } from './sort-edits';
import type { Splice } from './splice';

const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/**
 * Objects may stand pasted behind each other in an array. Where one of them becomes a value that is no object, the
 * comma that was missing has to be there. In a stream, values stand behind each other anyway.
 */
export function partPastedValues(
  document: EditedDocument,
  { gone, replaced }: Pick<SortedEdits, 'gone' | 'replaced'>,
): readonly Splice[] {
  if (document.format !== 'json') return [];
  const startOf = new Map(gone.map(({ start, end }) => [end, start]));
  const endOf = new Map(gone.map(({ start, end }) => [start, end]));
  const places = new Set<number>();
  for (const value of replaced) {
    if (value.text.trimStart().startsWith('{')) continue;
    if (isBehindObject(document, value, startOf)) places.add(value.start);
    const next = objectBehind(document, value, endOf);
    if (next !== null) places.add(next);
  }
  return [...places].map((at) => ({ from: at, to: at, text: ',' }));
}

function isBehindObject(
  document: EditedDocument,
  { start }: EditSpan,
  startOf: ReadonlyMap<number, number>,
): boolean {
  let end = skipBack(document, start);
  for (let from = startOf.get(end); from !== undefined; from = startOf.get(end)) {
    end = skipBack(document, from);
  }
  return document.buf[end - 1] === BRACE_CLOSE;
}

/** Where the object begins that is pasted behind a value, when it stays. */
function objectBehind(
  document: EditedDocument,
  { end }: EditSpan,
  endOf: ReadonlyMap<number, number>,
): number | null {
  let start = skipForth(document, end);
  for (let to = endOf.get(start); to !== undefined; to = endOf.get(start)) {
    start = skipForth(document, to);
  }
  return start < document.size && document.buf[start] === BRACE_OPEN ? start : null;
}
