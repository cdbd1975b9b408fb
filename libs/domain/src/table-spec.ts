export type ColumnType =
  'text' | 'integer' | 'bigint' | 'numeric' | 'boolean' | 'timestamptz' | 'jsonb' | 'text[]' | 'inet';

export interface ColumnSpec {
  readonly type: ColumnType;
  /** Holds an id of that table: resolved through the aliases; a stub is made where nothing else creates the row. */
  readonly references?: 'agents' | 'tasks' | 'assets' | 'users' | 'governance_policies';
}

/**
 * `entity`: rows have a natural key, several records may speak of one, reruns compare images.
 * `append`: one row per physical record, keyed by (document, ordinal), never merged by content.
 */
export interface TableSpec {
  readonly mode: 'entity' | 'append';
  /** Fields that are the natural key (camelCase). For `append` empty. */
  readonly key: readonly string[];
  /** Column that the database numbers itself, absent from `columns`. */
  readonly serial?: string;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
}
