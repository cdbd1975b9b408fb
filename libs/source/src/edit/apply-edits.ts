import type { DocumentEdit, DocumentKind } from '@cortex/domain';
import { appendValues } from './append-values';
import { editContainer } from './edit-container';
import { EditedDocument } from './edited-document';
import { layOutJson } from './lay-out-json';
import { partPastedValues } from './part-pasted-values';
import { removeValues } from './remove-values';
import { sortEdits, type ReplacedValue } from './sort-edits';
import { applySplices, type Splice } from './splice';
import { layoutInPlaceOf } from './value-layout';

/**
 * The document with the edits in it, each in the style of what stands around it. Everything else keeps its bytes,
 * faults that are mended on reading included.
 * @throws CortexError EDIT_MISPLACED
 */
export function applyEdits(
  bytes: Buffer,
  edits: readonly DocumentEdit[],
  format: DocumentKind['format'],
): Buffer {
  if (edits.length === 0) return bytes;
  const document = new EditedDocument(bytes, format);
  const sorted = sortEdits(document, edits);
  const { containers, removed, replaced, appended } = sorted;
  return applySplices(bytes, [
    ...partPastedValues(document, sorted),
    ...replaced.map((value) => replaceValue(document, value)),
    ...containers.flatMap((change) => editContainer(document, change)),
    ...removeValues(document, removed),
    ...(appended.length > 0 ? [appendValues(document, appended)] : []),
  ]);
}

function replaceValue(document: EditedDocument, { start, end, text }: ReplacedValue): Splice {
  const old = document.valueAt({ start, end });
  const laidOut = layOutJson(text, layoutInPlaceOf(document, old, text));
  if (start !== end) return { from: start, to: end, text: laidOut };
  const place = document.placeOfMissing(start);
  return { from: place, to: place, text: place === start ? laidOut : ` ${laidOut}` };
}
