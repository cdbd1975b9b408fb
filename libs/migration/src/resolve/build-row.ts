import { createHash } from 'node:crypto';

import type { Spool } from '@cortex/domain';
import { columnsOf, tableSpecs, splitRowKey, sqlTableName, toSnakeCase } from '@cortex/domain';

import { completeRow } from './complete-row';
import { layRows, mergeFacets } from './merge-facets';
import { isJsonObjectText, mergeJsonObjects } from './merge-json-objects';
import { readRow } from './read-row';
import { withOwnNames } from './repeated-user-names';
import type { Resolution, Row, RowGroup } from './resolution';
import { referencePlan } from '../scan/index-fact';
import type { NoteCounter, RecordPosition } from '../scan/scanned-tree';

/** A row as it goes to the database, and the name of its content. */
export interface BuiltRow {
  readonly group: RowGroup;
  readonly row: Row;
  /** sha256 over the columns in the order of the spec; hex. Equal images are equal rows. */
  readonly image: string;
}

export interface RowSources {
  readonly spool: Spool;
  readonly resolution: Resolution;
  readonly notes: NoteCounter;
}

export function buildRow(group: RowGroup, sources: RowSources): BuiltRow {
  const merged = mergeGroup(group, sources.spool);
  const keyed = withKey(group, merged);
  const linked = withReferences(group, keyed, sources);
  const repeated = group.table === 'users' ? sources.resolution.repeatedUserNames.get(group.key) : undefined;
  const complete = completeRow(group, withOwnNames(group.key, linked, repeated));
  const { rules } = complete;
  const row = withPatches(group, complete.row, sources);
  if (group.stubFor === null)
    for (const [column, rule] of Object.entries(rules))
      sources.notes.add('value-derived', `${sqlTableName(group.table)}.${column}: ${rule}`);
  return { group, row, image: imageOf(group.table, row) };
}

function mergeGroup(group: RowGroup, spool: Spool): Row {
  const rows = group.facts.map((fact) => ({ fact, row: readRow(spool, fact) }));
  const [only] = rows;
  const base = rows.length === 1 && only !== undefined ? only.row : mergeFacets(rows);
  if (group.table === 'taskVersions') return versionRow(group, base);
  return layRows([base, ...group.overlays.map((overlay) => readRow(spool, overlay))]);
}

/** The last word, NULL included; what refers to other rows goes through the aliases like everything else. */
function withPatches(group: RowGroup, row: Row, sources: RowSources): Row {
  let patched = row;
  for (const patch of group.patches) {
    const columns = readRow(sources.spool, patch);
    const linked = withReferences({ ...group, facts: [patch] }, { ...columns }, sources);
    for (const field of Object.keys(columns)) patched = { ...patched, [field]: linked[field] };
  }
  return patched;
}

const VERSION_FIELDS = [
  'taskStatus',
  'taskPriority',
  'title',
  'sourceStatus',
  'sourcePriority',
  'createdAt',
] as const;

function versionRow(group: RowGroup, task: Row): Row {
  const [fact] = group.facts;
  const row: Row = {
    origin: originName(fact?.task?.originRank),
    reason: group.reason,
    sourceUpdatedAt: fact?.updatedAt ?? null,
  };
  for (const field of VERSION_FIELDS) row[field] = task[field];
  row['taskId'] = group.key.slice(0, group.key.lastIndexOf('@'));
  row['content'] = contentText(task);
  return row;
}

/** The whole version under the column names of `tasks`; jsonb columns stay JSON. */
function contentText(task: Row): string {
  const columns = columnsOf('tasks');
  const members = Object.entries(task).flatMap(([field, value]) => {
    if (value === null || value === undefined) return [];
    const text = columns[field]?.type === 'jsonb' ? String(value) : JSON.stringify(value);
    return [`${JSON.stringify(toSnakeCase(field))}:${text}`];
  });
  return `{${members.join(',')}}`;
}

function originName(rank: number | undefined): string | null {
  return ['live-queue', 'archive', 'dated-backup', 'task-file', 'handoff', 'embedded'][rank ?? -1] ?? null;
}

function withKey(group: RowGroup, row: Row): Row {
  const keyed: Row = { ...row };
  const parts = splitRowKey(group.table, group.key);
  tableSpecs[group.table].key.forEach((field, index) => {
    keyed[field] = parts[index] ?? null;
  });
  if (group.originalId === null) return keyed;
  const original = JSON.stringify({ original_id: group.originalId });
  const metadata = row['metadata'];
  keyed['metadata'] = isJsonObjectText(metadata) ? mergeJsonObjects([metadata, original]) : original;
  return keyed;
}

function withReferences(group: RowGroup, row: Row, { resolution, notes }: RowSources): Row {
  const at = positionOf(group);
  for (const { field, to } of referencePlan(group.table)) {
    const id = row[field];
    if (typeof id !== 'string' || id === '') {
      row[field] = null;
    } else if (!isOwnKey(group, field)) {
      row[field] = idOrNull(resolution.canonicalId(to, id, at));
      dropForwardReference(group, row, { field, to, resolution, notes });
    }
  }
  return row;
}

/** The id of a row that is not to be is empty. */
function idOrNull(id: string): string | null {
  return id === '' ? null : id;
}

/** The key's own columns were made canonical when the key was. */
function isOwnKey(group: RowGroup, field: string): boolean {
  return group.table === 'taskVersions' || tableSpecs[group.table].key.some((part) => part === field);
}

interface ForwardCheck {
  readonly field: string;
  readonly to: string;
  readonly resolution: Resolution;
  readonly notes: NoteCounter;
}

/** In the order of references only the edge that closes a cycle points forward; a row may point to itself. */
function dropForwardReference(
  group: RowGroup,
  row: Row,
  { field, to, resolution, notes }: ForwardCheck,
): void {
  const table = group.table;
  if (to !== table || (table !== 'agents' && table !== 'tasks')) return;
  const target = row[field];
  if (
    typeof target !== 'string' ||
    resolution.positionOf(table, target) <= resolution.positionOf(table, group.key)
  )
    return;
  row[field] = null;
  notes.add('reference-ignored', `${table}.${toSnakeCase(field)}: closes a cycle`);
}

function positionOf(group: RowGroup): RecordPosition {
  const [fact] = [...group.facts, ...group.overlays, ...group.patches];
  return fact ?? group.stubFor ?? { document: -1, ordinal: -1 };
}

function imageOf(table: RowGroup['table'], row: Row): string {
  const hash = createHash('sha256');
  for (const field of Object.keys(columnsOf(table))) {
    const value = row[field];
    hash.update(value === null || value === undefined ? '\u0000' : `${JSON.stringify(value)}\u0001`);
  }
  return hash.digest('hex');
}
