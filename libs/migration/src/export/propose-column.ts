import { columnsOf } from '@cortex/domain';
import type { JsonNode, JsonObject, SqlValue, TableName } from '@cortex/domain';

import { parseTime } from '../normalise/parse-time';
import { hintsFor } from './column-hints';
import { diffJson } from './diff-json';
import { canonicalJson, canonicalNumber, literalNode, objectNode, printNode } from './json-values';
import type { NodeEdit } from './node-edits';
import { spellValue } from './spell-value';
import type { DecodeJson } from './same-value';

/** A column of a row that is to have another value, and the record that tells of it. */
export interface ColumnChange {
  readonly table: TableName;
  readonly field: string;
  readonly imported: SqlValue | undefined;
  readonly wanted: SqlValue;
  readonly root: JsonObject;
  readonly decode: DecodeJson;
}

/** Columns stand at the top of a record or in an object of it (`resources`, `execution`, `token_budget`). */
const MAX_DEPTH = 2;

/** Proposals are tried with the mapper, which takes microseconds; a record of a thousand members still ends. */
const MAX_PROPOSALS = 300;

interface Place {
  readonly object: JsonObject;
  readonly key: string;
  readonly node: JsonNode;
  readonly depth: number;
}

/** Edits that may bring the column to its value, the likeliest first; whoever asks tries them with the mapper. */
export function proposeColumn(change: ColumnChange): readonly (readonly NodeEdit[])[] {
  const places = rankPlaces(change);
  const isJson = columnsOf(change.table)[change.field]?.type === 'jsonb';
  const proposals = [
    ...(isJson ? proposeJson(change, places) : []),
    ...(change.wanted === null ? proposeAbsence(change, places) : proposeValues(change, places)),
  ];
  return proposals.slice(0, MAX_PROPOSALS);
}

/** Members that hold the imported value under a name of the column; under another name; names without the value. */
function rankPlaces(change: ColumnChange): readonly Place[] {
  const hints = hintsFor(change.field);
  const rank = ({ key, node, depth }: Place): number => {
    const hint = hints.indexOf(key);
    const byName = hint < 0 ? 40 : hint;
    return byName + (explains(node, change) ? 0 : 100) + depth;
  };
  return listPlaces(change.root)
    .filter(({ key, node }) => hints.includes(key) || explains(node, change))
    .sort((left, right) => rank(left) - rank(right));
}

function listPlaces(object: JsonObject, depth = 0): readonly Place[] {
  return object.members.flatMap(({ key, value }) => [
    { object, key, node: value, depth },
    ...(value.type === 'object' && depth < MAX_DEPTH ? listPlaces(value, depth + 1) : []),
  ]);
}

/** Whether the imported value could come from here. */
function explains(node: JsonNode, { imported, table, field, decode }: ColumnChange): boolean {
  if (imported === null || imported === undefined) return false;
  const type = columnsOf(table)[field]?.type;
  if (type === 'jsonb') return canonicalJson(node) === canonicalJson(decode(String(imported)));
  if (type === 'text[]') return node.type === 'array' && printNode(node) === JSON.stringify(imported);
  if (node.type === 'literal') return node.value !== null && node.value === imported;
  if (node.type !== 'string' && node.type !== 'number') return false;
  const text = node.type === 'string' ? node.value : node.text;
  if (type === 'timestamptz') return parseTime(text)?.iso === imported;
  if (typeof imported === 'boolean') return text.trim().toLowerCase() === String(imported);
  const value = String(imported);
  if (type === 'text' || type === 'inet')
    return text.trim() === value || (value.length > 3 && text.includes(value));
  return canonicalNumber(text) === canonicalNumber(value);
}

function proposeAbsence(_: ColumnChange, places: readonly Place[]): readonly (readonly NodeEdit[])[] {
  const present = places.filter(({ node }) => !isNull(node));
  return present.flatMap(({ object, key, node }): readonly (readonly NodeEdit[])[] => [
    [{ type: 'replace', target: node, value: literalNode(null) }],
    [{ type: 'remove-member', object, key }],
  ]);
}

function proposeValues(change: ColumnChange, places: readonly Place[]): readonly (readonly NodeEdit[])[] {
  const { root, wanted } = change;
  const replacing = places.flatMap(({ node }) =>
    spellValue(wanted, isNull(node) ? undefined : node, change).map((value): readonly NodeEdit[] =>
      replaceOrDiff(node, value, change),
    ),
  );
  const names = new Set(root.members.map(({ key }) => key));
  const adding = hintsFor(change.field)
    .filter((key) => !names.has(key))
    .flatMap((key) =>
      spellValue(wanted, undefined, change).map((value): readonly NodeEdit[] => [
        { type: 'add-member', object: root, key, value },
      ]),
    );
  return [...replacing, ...adding];
}

/** A list keeps the items that stay. */
function replaceOrDiff(
  node: JsonNode,
  value: JsonNode,
  { imported, decode }: ColumnChange,
): readonly NodeEdit[] {
  const whole: readonly NodeEdit[] = [{ type: 'replace', target: node, value }];
  if (node.type !== 'array' || value.type !== 'array' || !Array.isArray(imported)) return whole;
  return diffJson({ base: node, imported: decode(JSON.stringify(imported)), wanted: value }) ?? whole;
}

/** Member by member, out of the record itself where the column holds what is left of it, or out of one of its members. */
function proposeJson(change: ColumnChange, places: readonly Place[]): readonly (readonly NodeEdit[])[] {
  const { root, decode } = change;
  const imported = decode(String(change.imported ?? '{}'));
  const wanted = change.wanted === null ? objectNode({}) : decode(String(change.wanted));
  const bases = [...places.map(({ node }) => node).filter((node) => !isNull(node)), root];
  return bases.flatMap((base) => {
    const edits = diffJson({ base, imported, wanted });
    return edits === null || replaces(edits, root) ? [] : [edits];
  });
}

function replaces(edits: readonly NodeEdit[], root: JsonObject): boolean {
  return edits.some((edit) => edit.type === 'replace' && edit.target === root);
}

function isNull(node: JsonNode): boolean {
  return node.type === 'literal' && node.value === null;
}
