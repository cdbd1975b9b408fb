import type { JsonNode } from '@cortex/domain';
import type { ContainerShape, EditedDocument } from './edited-document';
import { indentOf, isInsideOfLine, lineStartOf, newlineAt, unitAt } from './indent-of';
import { readStyle, type JsonStyle } from './json-style';
import type { Expansion, JsonLayout } from './lay-out-json';

const LINE_FEED = 0x0a;
/** So much before a place says how the document is written. */
const STYLE_BYTES_BEFORE = 1024;
const MOST_STYLE_BYTES = 64 * 1024;

/** How a text is laid out that takes the place of a value. */
export function layoutInPlaceOf(document: EditedDocument, old: JsonNode, text: string): JsonLayout {
  const isFilled = isFilledContainer(old);
  const isExpanded = isFilled
    ? hasLineFeed(document.buf, old.start, old.end)
    : isSurroundedByLines(document, old.start, text);
  const expansion = isExpanded ? expansionAt(document, old.start, isFilled ? old : null) : null;
  return { style: styleAround(document, old.start, { to: old.end, isExpanded }), expansion };
}

/** A container that holds something. */
export function isFilledContainer(node: JsonNode): boolean {
  return (
    (node.type === 'object' && node.members.length > 0) || (node.type === 'array' && node.items.length > 0)
  );
}

export function hasLineFeed(buf: Buffer, from: number, to: number): boolean {
  return buf.subarray(from, to).includes(LINE_FEED);
}

/** Whether a container that stands at this place goes over lines. */
export function isSurroundedByLines({ buf, format }: EditedDocument, at: number, text: string): boolean {
  if (isInsideOfLine(buf, at)) return false;
  if (indentOf(buf, at) !== '') return true;
  // A value at the margin is one of the top: in a stream it keeps to its line.
  return lineStartOf(buf, at) === at && format === 'json' && text.includes('\n');
}

export function expansionAt(document: EditedDocument, at: number, filled: JsonNode | null): Expansion {
  const { buf } = document;
  const indent = indentOf(buf, at);
  const child = filled === null ? null : indentInside(document, filled);
  const isDeeper = child !== null && child.startsWith(indent) && child.length > indent.length;
  const unit = isDeeper ? child.slice(indent.length) : unitAt(buf, at);
  return { newline: newlineAt(buf, at), indent, unit };
}

/** The blanks before the first entry of a container that stands on a line of its own. */
function indentInside({ buf }: EditedDocument, { start, end }: JsonNode): string | null {
  const feed = buf.subarray(start, end).indexOf(LINE_FEED);
  return feed < 0 ? null : indentOf(buf, start + feed + 1);
}

export function styleAround(
  document: EditedDocument,
  at: number,
  { to, isExpanded }: { readonly to: number; readonly isExpanded: boolean },
): JsonStyle {
  const { buf, contentStart } = document;
  const from = Math.max(contentStart, lineStartOf(buf, Math.max(contentStart, at - STYLE_BYTES_BEFORE)));
  const nearest = Math.max(from, at - MOST_STYLE_BYTES);
  return readStyle(buf, { from: nearest, to: Math.min(to, at + MOST_STYLE_BYTES) }, isExpanded);
}

/** How the values of entries are laid out that are added to a container. */
export function layoutInside(
  document: EditedDocument,
  shape: ContainerShape,
  { isExpanded, indent }: { readonly isExpanded: boolean; readonly indent: string },
): JsonLayout {
  const { buf } = document;
  const style = styleAround(document, shape.inner - 1, { to: shape.close + 1, isExpanded });
  if (!isExpanded) return { style, expansion: null };
  const outer = indentOf(buf, shape.inner - 1);
  const isDeeper = indent.startsWith(outer) && indent.length > outer.length;
  const unit = isDeeper ? indent.slice(outer.length) : unitAt(buf, shape.inner - 1);
  return { style, expansion: { newline: newlineAt(buf, shape.inner), indent, unit } };
}
