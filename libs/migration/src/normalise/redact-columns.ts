import { columnsOf } from '@cortex/domain';
import type { Fact, SqlValue, TableName } from '@cortex/domain';

import type { Redactor } from './redactor';

/**
 * Ids and words are read as they stand, and people put secrets into everything: `id: "password: …"`. What was redacted
 * when it was read stays as it is.
 */
export function redactColumns(fact: Fact, redactor: Redactor): Fact {
  if (fact.type === 'alias') {
    const [alias, id] = [redactor.text(fact.alias), redactor.text(fact.id)];
    return alias === fact.alias && id === fact.id ? fact : { ...fact, alias, id };
  }
  // What a patch says was redacted when it was read, however long it is.
  if (fact.type === 'patch') return fact;
  const fields = textFields(tableOf(fact));
  const row: Readonly<Record<string, SqlValue | undefined>> = fact.row;
  const changes: [string, string][] = [];
  for (const field of fields) {
    const value = row[field];
    if (typeof value !== 'string' || value.length > LONGEST_COMPOSED) continue;
    const redacted = redactor.text(value);
    if (redacted !== value) changes.push([field, redacted]);
  }
  if (changes.length === 0) return withName(fact, redactor);
  return withName({ ...fact, row: { ...fact.row, ...Object.fromEntries(changes) } }, redactor);
}

/** Longer texts were read whole, and redacted then; nobody composes one of this length. */
const LONGEST_COMPOSED = 2_000;

type FactOfRow = Exclude<Fact, { type: 'alias' }>;
type MappedFact = Exclude<FactOfRow, { type: 'patch' }>;

/** The id that a fact carries beside its row. */
function withName<F extends MappedFact>(fact: F, redactor: Redactor): F {
  if ('taskId' in fact) {
    const taskId = redactor.text(fact.taskId);
    return taskId === fact.taskId ? fact : { ...fact, taskId };
  }
  if ('id' in fact) {
    const id = redactor.text(fact.id);
    return id === fact.id ? fact : { ...fact, id };
  }
  return fact;
}

/** The table whose row a fact speaks of. */
export function tableOf(fact: FactOfRow): TableName {
  switch (fact.type) {
    case 'task':
    case 'task-overlay':
      return 'tasks';
    case 'agent':
      return 'agents';
    case 'asset':
      return 'assets';
    case 'user':
      return 'users';
    case 'policy':
      return 'governancePolicies';
    case 'keyed':
    case 'append':
    case 'patch':
      return fact.table;
  }
}

const memory = new Map<TableName, readonly string[]>();

function textFields(table: TableName): readonly string[] {
  const known = memory.get(table);
  if (known !== undefined) return known;
  const fields = Object.entries(columnsOf(table)).flatMap(([field, { type }]) =>
    type === 'text' ? [field] : [],
  );
  memory.set(table, fields);
  return fields;
}
