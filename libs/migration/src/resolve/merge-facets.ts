import { toSnakeCase } from '@cortex/domain';

import { parseRules } from '../scan/parse-spooled';
import type { IndexedFact } from '../scan/scanned-tree';
import { isJsonObjectText, mergeJsonObjects } from './merge-json-objects';
import type { Row } from './resolution';

export interface Facet {
  readonly fact: IndexedFact;
  readonly row: Row;
}

/** Columns that collect what every source says instead of taking one source's word. */
const COLLECTING = new Set(['configuration', 'metadata']);

/**
 * One row out of several records that speak of it: per column the facet with the highest precedence that has a
 * value; at equal precedence the newer one, then the earlier document. Nothing is filled in that no record says.
 */
export function mergeFacets(facets: readonly Facet[]): Row {
  return layRows([...facets].sort(byStrength).map(({ row }) => row));
}

/** The same of rows in the order of their strength, the weakest first. */
export function layRows(rows: readonly Row[]): Row {
  const merged: Row = {};
  const derived = new Map<string, string>();
  for (const row of rows) {
    const rules = isJsonObjectText(row['derived']) ? parseRules(row['derived']) : {};
    if (isAliveAgain(row)) merged['terminatedAt'] = null;
    for (const [field, value] of Object.entries(row)) {
      if (value === null || value === undefined || field === 'derived') continue;
      if (isWeakTime(field, rules, { merged, derived })) continue;
      merged[field] = layOver(field, merged[field], value);
      noteRule(derived, rules, field);
    }
  }
  if (derived.size > 0) merged['derived'] = JSON.stringify(Object.fromEntries(derived));
  return merged;
}

/** Slots of workers are reused: the end of an earlier run is not the end of an agent that was seen alive later. */
function isAliveAgain({ agentStatus }: Row): boolean {
  return typeof agentStatus === 'string' && agentStatus !== 'terminated';
}

interface Below {
  readonly merged: Row;
  readonly derived: ReadonlyMap<string, string>;
}

/** A time that was derived never covers one that some record gives. */
function isWeakTime(field: string, rules: Readonly<Record<string, string>>, below: Below): boolean {
  const column = toSnakeCase(field);
  if (!field.endsWith('At') || rules[column] === undefined) return false;
  return typeof below.merged[field] === 'string' && !below.derived.has(column);
}

export function byStrength(left: Facet, right: Facet): number {
  const [leftAt, rightAt] = [left.fact.updatedAt ?? '', right.fact.updatedAt ?? ''];
  if (left.fact.precedence !== right.fact.precedence) return left.fact.precedence - right.fact.precedence;
  if (leftAt !== rightAt) return leftAt < rightAt ? -1 : 1;
  return right.fact.number - left.fact.number;
}

function layOver(field: string, below: Row[string], above: Row[string]): Row[string] {
  if (COLLECTING.has(field) && isJsonObjectText(below) && isJsonObjectText(above))
    return mergeJsonObjects([below, above]);
  return above;
}

/** A column's rule is kept only while the value that it explains is the one that stands. */
function noteRule(
  derived: Map<string, string>,
  rules: Readonly<Record<string, string>>,
  field: string,
): void {
  const column = toSnakeCase(field);
  const rule = rules[column];
  if (rule === undefined) derived.delete(column);
  else derived.set(column, rule);
}
