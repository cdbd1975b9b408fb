import type { DocumentEdit, DocumentEditor, DocumentName, ExportFolder } from '@cortex/domain';

import type { Normaliser } from '../normalise/create-normaliser';
import type { ImportedTree } from './imported-tree';
import { ROW_LOG } from './live-documents';
import { reservedLine } from './plan-inserts';
import type { TreeChanges } from './tree-changes';

export interface Applying {
  readonly folder: ExportFolder;
  readonly editor: DocumentEditor;
  readonly normaliser: Normaliser;
  readonly imported: ImportedTree;
}

/** Files that an export rewrote, made and took out, by their printable paths. */
export interface AppliedChanges {
  readonly rewritten: ReadonlySet<string>;
  readonly created: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

/** Does to the files of the folder what was planned. */
export async function applyChanges(changes: TreeChanges, applying: Applying): Promise<AppliedChanges> {
  const { folder } = applying;
  const [rewritten, created] = [new Set<string>(), new Set<string>()];
  for (const { table, key } of changes.buried()) changes.append(ROW_LOG, reservedLine(table, key, null));
  for (const [path, texts] of changes.appended) {
    const edits = texts.map((text): DocumentEdit => ({ type: 'append-value', text }));
    changes.edit(fileName(path), edits);
  }
  for (const [key, { name, edits }] of changes.documents) {
    if (changes.removed.has(key)) continue;
    const text = changes.created.get(key)?.text;
    const isThere = text === undefined && applying.imported.documentAt(name.path, name.member) !== undefined;
    const bytes = isThere ? await folder.readFile(name.path) : Buffer.from(text ?? '');
    const edited = applying.editor.applyEdits(bytes, edits, applying.normaliser.kindOf(name).format);
    await folder.replaceFile(name.path, edited);
    (isThere ? rewritten : created).add(name.pathText);
  }
  for (const { path } of changes.removed.values()) await folder.removeFile(path);
  return {
    rewritten,
    created,
    removed: new Set([...changes.removed.values()].map(({ pathText }) => pathText)),
  };
}

function fileName(path: string): DocumentName {
  return { path: Buffer.from(path), pathText: path, member: null, memberText: null };
}
