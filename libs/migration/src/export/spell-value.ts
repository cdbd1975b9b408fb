import { columnsOf } from '@cortex/domain';
import type { ColumnType, JsonNode, SqlValue, TableName } from '@cortex/domain';

import { sourceWordsFor } from '../normalise/words/source-words-for';
import { arrayNode, literalNode, numberNode, stringNode } from './json-values';
import { restoreText } from './restore-secrets';
import type { DecodeJson } from './same-value';
import { spellTime, spellTimeLike } from './spell-time';

export interface SpellingPlace {
  readonly table: TableName;
  readonly field: string;
  readonly imported: SqlValue | undefined;
  readonly decode: DecodeJson;
}

const WORDS_TRIED = 24;

/** How a source could spell a value, the likeliest first: in the form of what stands there, if something does. */
export function spellValue(
  wanted: SqlValue,
  old: JsonNode | undefined,
  place: SpellingPlace,
): readonly JsonNode[] {
  if (wanted === null) return [literalNode(null)];
  const type: ColumnType = columnsOf(place.table)[place.field]?.type ?? 'text';
  switch (type) {
    case 'jsonb':
      return [place.decode(String(wanted))];
    case 'text[]':
      return Array.isArray(wanted) ? [arrayNode(wanted.map((item: string) => stringNode(item)))] : [];
    case 'boolean':
      return old?.type === 'string'
        ? [stringNode(String(wanted)), literalNode(wanted === true)]
        : [literalNode(wanted === true)];
    case 'timestamptz':
      return spellInstant(String(wanted), old);
    case 'integer':
    case 'bigint':
    case 'numeric':
      return old?.type === 'string'
        ? [stringNode(String(wanted)), numberNode(String(wanted))]
        : [numberNode(String(wanted))];
    default:
      return spellText(String(wanted), old, place);
  }
}

function spellInstant(iso: string, old: JsonNode | undefined): readonly JsonNode[] {
  if (old?.type === 'string') return spellTimeLike(old.value, iso).map(stringNode);
  if (old?.type === 'number')
    return spellTimeLike(old.text, iso).map((text) =>
      /^[\d.]+$/.test(text) ? numberNode(text) : stringNode(text),
    );
  return [stringNode(spellTime(iso))];
}

function spellText(wanted: string, old: JsonNode | undefined, place: SpellingPlace): readonly JsonNode[] {
  const words = sourceWordsFor(`${place.table}.${place.field}`, wanted).slice(0, WORDS_TRIED);
  if (old?.type === 'number')
    return [...words.filter((word) => /^\d+$/.test(word)).map(numberNode), stringNode(wanted)];
  const imported = String(place.imported ?? '');
  const inside = old?.type === 'string' ? inPlace(wanted, old.value, imported) : [];
  return [...new Set([...inside, wanted, ...words])].map(stringNode);
}

/** In the middle of a longer text (`owner/name`), and with the secrets that the database does not show. */
function inPlace(wanted: string, original: string, imported: string): readonly string[] {
  if (wanted.includes('<redacted:')) return [restoreText({ original, imported, wanted })];
  if (imported === '' || original === imported || !original.includes(imported)) return [];
  return [original.replace(imported, () => wanted)];
}
