import type { ContainerEntry, ContainerShape, EditedDocument } from './edited-document';
import { indentOf, newlineAt, unitAt } from './indent-of';
import type { JsonLayout } from './lay-out-json';
import { layOutJson } from './lay-out-json';
import type { Splice } from './splice';
import { hasLineFeed, isFilledContainer, isSurroundedByLines, layoutInside } from './value-layout';

/** What is to be done to one container. */
export interface ContainerChange {
  readonly shape: ContainerShape;
  readonly isRemoved: (entry: ContainerEntry) => boolean;
  readonly added: readonly AddedEntry[];
}

export interface AddedEntry {
  /** null: an item of an array. */
  readonly key: string | null;
  readonly text: string;
}

/** The splices that remove and add entries of one container. */
export function editContainer(document: EditedDocument, change: ContainerChange): readonly Splice[] {
  const { shape, added } = change;
  const kept = shape.entries.filter((entry) => !change.isRemoved(entry));
  const last = kept.at(-1);
  if (last === undefined) return [refill(document, change)];
  const splices = removeRuns(change);
  if (added.length > 0) {
    splices.push({ from: last.to, to: last.to, text: appendedText(document, shape, added) });
  }
  return splices;
}

/** Each run of removed entries goes with the comma that parts it from what stays. */
function removeRuns({ shape, isRemoved }: ContainerChange): Splice[] {
  const splices: Splice[] = [];
  const { entries } = shape;
  let before: ContainerEntry | null = null;
  for (let at = 0; at < entries.length; at += 1) {
    const first = entries[at];
    if (first === undefined || !isRemoved(first)) {
      before = first ?? before;
      continue;
    }
    while (at + 1 < entries.length && isRemovedAt(entries, at + 1, isRemoved)) at += 1;
    splices.push(removeRun({ first, last: entries[at] ?? first, before, after: entries[at + 1] ?? null }));
  }
  return splices;
}

function isRemovedAt(
  entries: readonly ContainerEntry[],
  at: number,
  isRemoved: (entry: ContainerEntry) => boolean,
): boolean {
  const entry = entries[at];
  return entry !== undefined && isRemoved(entry);
}

interface Run {
  readonly first: ContainerEntry;
  readonly last: ContainerEntry;
  readonly before: ContainerEntry | null;
  readonly after: ContainerEntry | null;
}

function removeRun({ first, last, before, after }: Run): Splice {
  // What is pasted behind another one has no comma of its own to take along.
  if (before !== null && (after === null || first.isPasted))
    return { from: before.to, to: last.to, text: '' };
  return { from: first.from, to: after?.from ?? last.to, text: '' };
}

/** All entries go: new ones stand where the old ones stood. */
function refill(document: EditedDocument, { shape, added }: ContainerChange): Splice {
  const { inner, close, entries } = shape;
  const [first] = entries;
  const last = entries.at(-1);
  if (added.length === 0) return { from: inner, to: close, text: '' };
  if (first === undefined || last === undefined)
    return { from: inner, to: close, text: fill(document, shape, added) };
  const separator = separatorOf(document, shape);
  const layout = layoutOf(document, shape, separator);
  const texts = added.map((entry) => entryText(entry, layout));
  return { from: first.from, to: last.to, text: texts.join(separator) };
}

function appendedText(document: EditedDocument, shape: ContainerShape, added: readonly AddedEntry[]): string {
  const separator = separatorOf(document, shape);
  const layout = layoutOf(document, shape, separator);
  return added
    .map((entry) => separator + entryText(entry, fittingLayout(document, { shape, entry }, layout)))
    .join('');
}

/** An object beside objects of one line is written on one line, whatever the container around them does. */
function fittingLayout(
  { buf }: EditedDocument,
  { shape, entry }: { readonly shape: ContainerShape; readonly entry: AddedEntry },
  layout: JsonLayout,
): JsonLayout {
  const type = entry.text.trimStart().startsWith('{') ? 'object' : 'array';
  const alike = shape.entries
    .map(({ value }) => value)
    .filter((value) => value.type === type && isFilledContainer(value));
  const isOneLine = alike.length > 0 && alike.every(({ start, end }) => !hasLineFeed(buf, start, end));
  return isOneLine ? { ...layout, expansion: null } : layout;
}

function layoutOf(document: EditedDocument, shape: ContainerShape, separator: string): JsonLayout {
  const isExpanded = separator.includes('\n');
  const indent = /^[ \t]*/.exec(separator.slice(separator.lastIndexOf('\n') + 1))?.[0] ?? '';
  return layoutInside(document, shape, { isExpanded, indent });
}

const PLAIN_SEPARATOR = /^[ \t\r\n]*,[ \t\r\n]*$/;

/** What stands between two entries: as between the last ones, or what one entry alone lets one guess. */
function separatorOf(document: EditedDocument, shape: ContainerShape): string {
  const { buf } = document;
  const { entries, inner } = shape;
  for (let at = entries.length - 1; at > 0; at -= 1) {
    const text = buf.toString('latin1', entries[at - 1]?.to, entries[at]?.from);
    if (PLAIN_SEPARATOR.test(text)) return text;
  }
  const line = /\r?\n[ \t]*$/.exec(buf.toString('latin1', inner, entries[0]?.from ?? inner));
  if (line !== null) return `,${line[0]}`;
  return layoutInside(document, shape, { isExpanded: false, indent: '' }).style.comma;
}

/** The inside of a container that was empty. */
function fill(document: EditedDocument, shape: ContainerShape, added: readonly AddedEntry[]): string {
  const { buf } = document;
  const at = shape.inner - 1;
  const isExpanded = isSurroundedByLines(document, at, added.map(({ text }) => text).join(''));
  const outer = indentOf(buf, at);
  const indent = outer + unitAt(buf, at);
  const layout = layoutInside(document, shape, { isExpanded, indent });
  const texts = added.map((entry) => entryText(entry, layout));
  if (isExpanded) {
    const newline = newlineAt(buf, at);
    return `${newline}${indent}${texts.join(`,${newline}${indent}`)}${newline}${outer}`;
  }
  const padding = shape.type === 'object' ? layout.style.bracePadding : layout.style.bracketPadding;
  return padding + texts.join(layout.style.comma) + padding;
}

function entryText({ key, text }: AddedEntry, layout: JsonLayout): string {
  const value = layOutJson(text, layout);
  return key === null ? value : JSON.stringify(key) + layout.style.colon + value;
}
