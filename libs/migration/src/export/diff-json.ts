import type { JsonArray, JsonNode, JsonObject } from '@cortex/domain';

import { canonicalJson, lastMembersOf } from './json-values';
import type { NodeEdit } from './node-edits';
import { restoreSecrets } from './restore-secrets';

/** What stands in the record, what was imported of it, and what is to be read of it. */
export interface JsonChange {
  readonly base: JsonNode;
  readonly imported: JsonNode;
  readonly wanted: JsonNode;
}

/**
 * The edits of `base` that turn what is read of it into what is wanted, member by member: what does not change, and
 * what is redacted in the database, keeps its bytes. null when `base` does not hold what changed.
 */
export function diffJson(change: JsonChange): readonly NodeEdit[] | null {
  const { base, imported, wanted } = change;
  if (canonicalJson(imported) === canonicalJson(wanted)) return [];
  if (base.type === 'object' && imported.type === 'object' && wanted.type === 'object')
    return diffObjects(base, imported, wanted);
  if (base.type === 'array' && imported.type === 'array' && wanted.type === 'array') {
    const edits = diffArrays(base, imported, wanted);
    if (edits !== null) return edits;
  }
  return [{ type: 'replace', target: base, value: restoreSecrets(change) }];
}

function diffObjects(base: JsonObject, imported: JsonObject, wanted: JsonObject): readonly NodeEdit[] | null {
  const [bases, olds, news] = [lastMembersOf(base), lastMembersOf(imported), lastMembersOf(wanted)];
  const edits: NodeEdit[] = [];
  for (const [key, value] of news) {
    const [at, old] = [bases.get(key), olds.get(key)];
    const found =
      old === undefined
        ? addMember(base, { key, value, at })
        : at && diffJson({ base: at, imported: old, wanted: value });
    if (found === null || found === undefined) {
      if (old !== undefined && canonicalJson(old) === canonicalJson(value)) continue;
      return null;
    }
    edits.push(...found);
  }
  for (const key of olds.keys()) {
    if (news.has(key)) continue;
    if (!bases.has(key)) return null;
    edits.push({ type: 'remove-member', object: base, key });
  }
  return edits;
}

interface NewMember {
  readonly key: string;
  readonly value: JsonNode;
  /** A member of that name of which nothing was imported, such as null. */
  readonly at: JsonNode | undefined;
}

function addMember(object: JsonObject, { key, value, at }: NewMember): readonly NodeEdit[] {
  return at === undefined
    ? [{ type: 'add-member', object, key, value }]
    : [{ type: 'replace', target: at, value }];
}

/** Items one by one where their places are plain; null where they are not. */
function diffArrays(base: JsonArray, imported: JsonArray, wanted: JsonArray): readonly NodeEdit[] | null {
  const [bases, olds, news] = [base.items, imported.items, wanted.items];
  if (bases.length !== olds.length) return null;
  const texts = (nodes: readonly JsonNode[]): readonly string[] => nodes.map(canonicalJson);
  const [before, after] = [texts(olds), texts(news)];
  if (before.length < after.length && before.every((text, index) => text === after[index]))
    return news.slice(olds.length).map((value) => ({ type: 'add-item', array: base, value }));
  if (before.length > after.length) return removeItems(bases, before, after);
  if (before.length !== after.length) return null;
  const edits = bases.map((item, index) => {
    const [old, value] = [olds[index], news[index]];
    return old === undefined || value === undefined
      ? null
      : diffJson({ base: item, imported: old, wanted: value });
  });
  return edits.some((edit) => edit === null) ? null : edits.flatMap((edit) => edit ?? []);
}

/** What is left has to stand in the same order. */
function removeItems(
  bases: readonly JsonNode[],
  before: readonly string[],
  after: readonly string[],
): readonly NodeEdit[] | null {
  const edits: NodeEdit[] = [];
  let kept = 0;
  bases.forEach((target, index) => {
    if (kept < after.length && before[index] === after[kept]) kept += 1;
    else edits.push({ type: 'remove-item', target });
  });
  return kept === after.length ? edits : null;
}
