import type { JsonMember, JsonNode, JsonObject } from '@cortex/domain';

import { fitsNumeric } from './parse-number';
import type { ReaderContext } from './reader-context';
import type { SecretKeyRule } from './secret-key';

/** Deeper values are refused: PostgreSQL's parser recurses on its stack, and ours does too. */
const MAX_DEPTH = 1_000;

/** jsonb keeps the length of a string in 28 bits. */
export const MAX_JSONB_BYTES = 268_435_455;

/** Under a secret name, these members of an object hold the secret itself. */
const SECRET_MEMBERS = new Set(['value', 'data', 'key', 'text', 'raw', 'plain', 'current']);

/**
 * JSON text for a jsonb column: numbers keep their spelling (`0.10` stays `0.10`), the last of equal keys wins, secrets
 * are replaced by key and by value. What jsonb cannot hold is reported as a fault; the text is then of no use.
 */
export function jsonText(node: JsonNode, context: ReaderContext, rule: SecretKeyRule | null = null): string {
  return writeNode(node, context, { rule, depth: 0 });
}

/**
 * The same for a node that stands in the source exactly as a compact writer writes it (`SourceRecord.text`): most
 * records of a log do, and most hold nothing to replace. Then looking is enough, and writing is spared.
 */
export function jsonTextOf(node: JsonNode, text: string | null, context: ReaderContext): string {
  return text !== null && isHarmless(node, context, 0) ? text : jsonText(node, context);
}

/** Nothing in a plain value has to be redacted, and jsonb can hold it. */
function isHarmless(node: JsonNode, context: ReaderContext, depth: number): boolean {
  switch (node.type) {
    case 'string':
      return context.redactor.text(node.value) === node.value && node.value.length <= MAX_JSONB_BYTES;
    case 'number':
      return fitsNumeric(node.text);
    case 'literal':
      return true;
    case 'array':
      return depth < MAX_DEPTH && node.items.every((item) => isHarmless(item, context, depth + 1));
    case 'object':
      return isHarmlessObject(node, context, depth);
  }
}

function isHarmlessObject(node: JsonObject, context: ReaderContext, depth: number): boolean {
  if (depth >= MAX_DEPTH || isNamedSecret(node, context)) return false;
  return node.members.every((member) => isHarmlessMember(member, context, depth + 1));
}

function isHarmlessMember({ key, value }: JsonMember, context: ReaderContext, depth: number): boolean {
  if (context.redactor.keyRule(key) !== null) return false;
  if (key.length >= SHORTEST_SECRET && context.redactor.text(key) !== key) return false;
  return isHarmless(value, context, depth);
}

interface Place {
  readonly rule: SecretKeyRule | null;
  readonly depth: number;
}

function writeNode(node: JsonNode, context: ReaderContext, place: Place): string {
  switch (node.type) {
    case 'string':
      return quote(redactedString(node.value, context, place.rule), context);
    case 'number':
      return writeNumber(node.text, context, place.rule);
    case 'literal':
      return String(node.value);
    case 'array':
      if (isTooDeep(context, place)) return 'null';
      return `[${node.items.map((item) => writeNode(item, context, placeOfItem(item, place))).join(',')}]`;
    case 'object':
      if (isTooDeep(context, place)) return 'null';
      return writeObject(node, context, place);
  }
}

/** `credentials: ["security", "audit"]` says who may see credentials; a list of words is no list of secrets. */
const PLAIN_WORD = /^[a-z]+(?:[_-][a-z]+)*$/;
const LONGEST_PLAIN_WORD = 24;

function placeOfItem(item: JsonNode, { rule, depth }: Place): Place {
  const isWord =
    item.type === 'string' && item.value.length <= LONGEST_PLAIN_WORD && PLAIN_WORD.test(item.value);
  return { rule: rule === 'text' && isWord ? null : rule, depth: depth + 1 };
}

function isTooDeep(context: ReaderContext, place: Place): boolean {
  if (place.depth < MAX_DEPTH) return false;
  context.fault('too-deep', `a value is nested deeper than ${MAX_DEPTH} levels`);
  return true;
}

function writeObject(node: JsonObject, context: ReaderContext, place: Place): string {
  const parts: string[] = [];
  const named = isNamedSecret(node, context);
  for (const [key, value] of lastMembers(node)) {
    const inherited = place.rule !== null && isHeldBy(key, value, place.rule) ? place.rule : null;
    const ofPair = named && VALUE_OF_PAIR.test(key) ? 'text' : null;
    const rule = context.redactor.keyRule(key) ?? inherited ?? ofPair;
    parts.push(`${quotedKey(key, context)}:${writeNode(value, context, { rule, depth: place.depth + 1 })}`);
  }
  return `{${parts.join(',')}}`;
}

/** `secrets: {github: "…"}`: under a plural, names are free, and what is no word, path, time or sentence is the secret. */
const HARMLESS_UNDER_PLURAL =
  /^(?:[A-Za-z]+(?:[ _-][A-Za-z]+)*|\d{4}-\d\d-\d\d.*|[\d.,:]*|[./~].*|[a-z_-]+(?:[./:-]+[a-z_-]+)*|.*\s.*)$/s;
const DESCRIPTIVE =
  /(?:^|_)(?:id|name|user|username|email|host|type|kind|path|file|status|version|role|owner)s?$/i;

function isHeldBy(key: string, value: JsonNode, rule: SecretKeyRule): boolean {
  if (SECRET_MEMBERS.has(key.toLowerCase())) return true;
  if (rule === 'always' || value.type !== 'string' || DESCRIPTIVE.test(key)) return false;
  return !HARMLESS_UNDER_PLURAL.test(value.value);
}

/** `{name: "DB_PASSWORD", value: "…"}`: environments and headers are often lists of pairs. */
const NAME_OF_PAIR = /^(?:name|key|variable|header|env)$/i;
const VALUE_OF_PAIR = /^(?:value|val)$/i;

function isNamedSecret({ members }: JsonObject, { redactor }: ReaderContext): boolean {
  if (!members.some(({ key }) => VALUE_OF_PAIR.test(key))) return false;
  return members.some(
    ({ key, value }) =>
      NAME_OF_PAIR.test(key) && value.type === 'string' && redactor.keyRule(value.value) !== null,
  );
}

/** Names come from documents: the memory of them is bounded. */
const MEMORY_LIMIT = 10_000;
const plainKeys = new Map<string, string>();

/** The same few names stand in every record of a log; those that nothing is to be said of are quoted once. */
function quotedKey(key: string, context: ReaderContext): string {
  const known = plainKeys.get(key);
  if (known !== undefined) return known;
  const quoted = quote(redactedKey(key, context), context);
  if (key.length >= SHORTEST_SECRET || UNSTORABLE.test(key)) return quoted;
  if (plainKeys.size >= MEMORY_LIMIT) plainKeys.clear();
  plainKeys.set(key, quoted);
  return quoted;
}

/** No credential is shorter; nearly all names are, and names are written for every member of every record. */
const SHORTEST_SECRET = 16;

/** Maps keyed by a credential exist; the name of a member leaves the archive like any other string. */
export function redactedKey(key: string, context: ReaderContext): string {
  return key.length < SHORTEST_SECRET ? key : redactedString(key, context, null);
}

/** The members that count, in the order in which their names first stand. */
export function lastMembers(node: JsonObject): Map<string, JsonNode> {
  const members = new Map<string, JsonNode>();
  for (const { key, value } of node.members) members.set(key, value);
  return members;
}

/** A string as it may leave the archive: the whole of it replaced under a secret name, else what is secret in it. */
export function redactedString(value: string, context: ReaderContext, rule: SecretKeyRule | null): string {
  const redacted = rule === null ? context.redactor.text(value) : context.redactor.mark(value);
  if (redacted !== value) context.note('secret-redacted', rule === null ? 'by value' : 'by key');
  return redacted;
}

function writeNumber(spelling: string, context: ReaderContext, rule: SecretKeyRule | null): string {
  if (rule === 'always') return quote(redactedString(spelling, context, rule), context);
  checkNumber(spelling, context);
  return spelling;
}

/** Reports what jsonb cannot hold, without writing anything: for values that get no row of their own. */
export function checkStorable(node: JsonNode, context: ReaderContext, depth = 0): void {
  switch (node.type) {
    case 'string':
      checkString(node.value, context);
      return;
    case 'number':
      checkNumber(node.text, context);
      return;
    case 'literal':
      return;
    case 'array':
      if (isTooDeep(context, { rule: null, depth })) return;
      for (const item of node.items) checkStorable(item, context, depth + 1);
      return;
    case 'object':
      if (isTooDeep(context, { rule: null, depth })) return;
      for (const { key, value } of node.members) {
        checkString(key, context);
        checkStorable(value, context, depth + 1);
      }
  }
}

function checkNumber(spelling: string, context: ReaderContext): void {
  if (!fitsNumeric(spelling)) context.fault('number-too-large', 'a number is beyond what jsonb can hold');
}

function quote(value: string, context: ReaderContext): string {
  checkString(value, context);
  return JSON.stringify(value);
}

const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** A cheap look first: without a surrogate of any kind there is no half of a pair. */
const SUSPICIOUS = /[\0\ud800-\udfff]/;

/** PostgreSQL's text has no NUL and no half of a surrogate pair, and neither has jsonb. */
function checkString(value: string, context: ReaderContext): void {
  if (SUSPICIOUS.test(value) && UNSTORABLE.test(value)) {
    if (value.includes('\0')) context.fault('nul-character', 'a string holds a NUL character');
    else context.fault('lone-surrogate', 'a string holds half of a surrogate pair');
  }
  if (value.length > MAX_JSONB_BYTES / 3 && Buffer.byteLength(value) > MAX_JSONB_BYTES) {
    context.fault('too-large', `a string is longer than the ${MAX_JSONB_BYTES} bytes that jsonb can hold`);
  }
}
