import { documentKey, sqlTableName, toSnakeCase } from '@cortex/domain';
import type { DocumentEdit, DocumentName, TableName } from '@cortex/domain';

export interface ChangedDocument {
  readonly name: DocumentName;
  readonly edits: DocumentEdit[];
}

export interface BuriedRow {
  readonly table: TableName;
  readonly key: string;
}

/** What is to be done to the files of a tree, collected before anything is done. */
export class TreeChanges {
  readonly documents = new Map<string, ChangedDocument>();
  /** Documents of which nothing is left. */
  readonly removed = new Map<string, DocumentName>();
  /** Values to append to streams, by path; a stream that is not there is made. */
  readonly appended = new Map<string, string[]>();
  /** Documents that are not there, with what they hold before the edits. */
  readonly created = new Map<string, { readonly name: DocumentName; readonly text: string }>();
  private readonly tombstones = new Map<string, BuriedRow>();
  ownColumns = 0;
  /** How many values only the reserved member says, by `<table>.<column>`. */
  readonly reserved = new Map<string, number>();

  edit(name: DocumentName, edits: readonly DocumentEdit[]): void {
    if (edits.length === 0) return;
    const key = documentKey(name.path, name.member);
    const known = this.documents.get(key);
    if (known === undefined) this.documents.set(key, { name, edits: [...edits] });
    else known.edits.push(...edits);
  }

  create(name: DocumentName, text: string): void {
    this.created.set(documentKey(name.path, name.member), { name, text });
  }

  reserve(table: TableName, field: string): void {
    const column = `${sqlTableName(table)}.${toSnakeCase(field)}`;
    this.reserved.set(column, (this.reserved.get(column) ?? 0) + 1);
  }

  remove(name: DocumentName): void {
    this.removed.set(documentKey(name.path, name.member), name);
  }

  append(path: string, text: string): void {
    const known = this.appended.get(path);
    if (known === undefined) this.appended.set(path, [text]);
    else known.push(text);
  }

  /** The row is gone, whatever records that stay say of it. */
  bury(table: TableName, key: string): void {
    this.tombstones.set(JSON.stringify([table, key]), { table, key });
  }

  buried(): Iterable<BuriedRow> {
    return this.tombstones.values();
  }

  /** How many rows are buried. */
  get size(): number {
    return this.tombstones.size;
  }
}
