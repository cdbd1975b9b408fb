import { trimWhiteSpace } from '../documents/account-gap';
import { isOpener } from '../documents/find-content';
import type { EditedDocument } from './edited-document';
import { indentOf, lineStartOf } from './indent-of';
import { layOutJson, type JsonLayout } from './lay-out-json';
import { misplacedEdit } from './misplaced-edit';
import { readStyle } from './json-style';
import type { Splice } from './splice';

const LINE_FEED = 0x0a;

/** The splice that puts values at the end of a stream, each on lines of its own and in the style of the last one. */
export function appendValues(document: EditedDocument, texts: readonly string[]): Splice {
  const { buf, size, contentStart, slice, format } = document;
  if (format !== 'json-stream')
    throw misplacedEdit('only a stream takes one more value.', { start: size, end: size });
  const end = trimWhiteSpace(slice, { from: contentStart, to: size });
  const newline = lastNewline(document);
  const layout = layoutOfLast(document, end, newline);
  const values = texts.map((text) => layOutJson(text, layout));
  if (end === contentStart) return appendToNothing(document, values, newline);
  const isClosed = buf[size - 1] === LINE_FEED;
  const text = isClosed ? values.map((value) => value + newline) : values.map((value) => newline + value);
  return { from: size, to: size, text: text.join('') };
}

/** An empty log may hold the end of its first line already. */
function appendToNothing(document: EditedDocument, values: readonly string[], newline: string): Splice {
  const { contentStart, size } = document;
  const isClosed = size > contentStart;
  return { from: contentStart, to: contentStart, text: values.join(newline) + (isClosed ? '' : newline) };
}

function lastNewline({ buf }: EditedDocument): string {
  const feed = buf.lastIndexOf(LINE_FEED);
  return feed > 0 && buf[feed - 1] === 0x0d ? '\r\n' : '\n';
}

/** A last line that closes what another one opened is the end of a pretty-printed value. */
function layoutOfLast({ buf, contentStart }: EditedDocument, end: number, newline: string): JsonLayout {
  const lineStart = Math.max(contentStart, lineStartOf(buf, Math.max(contentStart, end - 1)));
  const isOneLine = end === contentStart || isOpener(buf[lineStart]) || lineStart === contentStart;
  const style = readStyle(buf, { from: lineStart, to: end }, false);
  if (isOneLine) return { style, expansion: null };
  const before = trimWhiteSpace({ buf, end, base: 0, isFinal: true }, { from: contentStart, to: lineStart });
  const unit = indentOf(buf, Math.max(contentStart, before - 1));
  if (unit === '') return { style, expansion: null };
  const wide = readStyle(buf, { from: Math.max(contentStart, end - 4096), to: end }, true);
  return { style: wide, expansion: { newline, indent: '', unit } };
}
