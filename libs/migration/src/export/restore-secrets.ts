import type { JsonNode } from '@cortex/domain';

import { arrayNode, lastMembersOf, objectNode, stringNode } from './json-values';
import type { JsonChange } from './diff-json';

const MARK = /<redacted:[0-9a-f]*>/g;

/** The wanted value with the secrets that it shows redacted put back from the record, where they stood there. */
export function restoreSecrets({ base, imported, wanted }: JsonChange): JsonNode {
  if (wanted.type === 'string') {
    if (base.type !== 'string' || imported.type !== 'string') return wanted;
    return stringNode(restoreText({ original: base.value, imported: imported.value, wanted: wanted.value }));
  }
  if (wanted.type === 'object' && base.type === 'object' && imported.type === 'object') {
    const [bases, olds] = [lastMembersOf(base), lastMembersOf(imported)];
    return objectNode(
      Object.fromEntries(
        [...lastMembersOf(wanted)].map(([key, value]) => {
          const [at, old] = [bases.get(key), olds.get(key)];
          return [key, at && old ? restoreSecrets({ base: at, imported: old, wanted: value }) : value];
        }),
      ),
    );
  }
  if (wanted.type !== 'array' || base.type !== 'array' || imported.type !== 'array') return wanted;
  return arrayNode(
    wanted.items.map((value, index) => {
      const [at, old] = [base.items[index], imported.items[index]];
      return at && old ? restoreSecrets({ base: at, imported: old, wanted: value }) : value;
    }),
  );
}

export interface TextChange {
  readonly original: string;
  readonly imported: string;
  readonly wanted: string;
}

/** `password: <redacted:…> again` → `password: hunter2 again`, given the text that it was redacted from. */
export function restoreText({ original, imported, wanted }: TextChange): string {
  if (!wanted.includes('<redacted:')) return wanted;
  const secrets = secretsOf(original, imported);
  return wanted.replace(MARK, (mark) => secrets.get(mark) ?? mark);
}

/** What stood in the place of each mark; the texts between the marks are the same in both. */
function secretsOf(original: string, imported: string): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  const marks = imported.match(MARK) ?? [];
  const between = imported.split(MARK);
  let at = (between[0] ?? '').length;
  marks.forEach((mark, index) => {
    const next = between[index + 1] ?? '';
    const isLast = index === marks.length - 1;
    const end = isLast ? original.length - next.length : original.indexOf(next, at);
    if (end >= at) secrets.set(mark, original.slice(at, end));
    at = end + next.length;
  });
  return secrets;
}
