import type { RunLease } from '@cortex/domain';
import { hitFailpoint } from '@cortex/platform';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryOne, queryRows } from '../../pool/query-rows';
import { Turns } from '../../pool/turns';
import { checkFencing } from '../fencing';
import { inTransaction } from '../in-transaction';
import type { StoreContext } from '../store-context';
import { definitionRow, type Definition } from './deferrable-definitions';

// The largest tables first, so that the last index to be built is a short one.
const SELECT_DEFERRED = `
  SELECT d.kind, d.table_name, d.name, d.definition, d.comment
  FROM deferred_definitions d
  ORDER BY pg_relation_size(to_regclass(format('public.%I', d.table_name))) DESC NULLS LAST, d.table_name, d.name`;

const FORGET = `DELETE FROM deferred_definitions WHERE kind = $1 AND table_name = $2 AND name = $3`;

// A foreign key comes back in two steps; whoever died between them finds it there.
const IS_CONSTRAINT = `
  SELECT EXISTS (SELECT FROM pg_constraint WHERE conname = $2 AND conrelid = to_regclass(format('public.%I', $1::text)))
    AS exists`;

const existsRow = z.object({ exists: z.boolean() });

// Beside the sessions that work with us there are those of services: what is given here is given per session.
const SETTINGS = `SET LOCAL maintenance_work_mem = '128MB'; SET LOCAL max_parallel_maintenance_workers = 0`;

/**
 * Puts back what `deferDefinitions` took off, in this run or in one that died: indexes side by side, then the foreign
 * keys, which see all rows at once. What is back is forgotten in the transaction that brought it.
 *
 * @returns how many came back.
 * @throws CortexError when rows contradict a foreign key.
 */
export async function restoreDefinitions(context: StoreContext, lease: RunLease): Promise<number> {
  const definitions = await context.withSession((client) =>
    queryRows(client, definitionRow, { text: SELECT_DEFERRED }),
  );
  if (definitions.length === 0) return 0;
  const restore = restorer(context, lease);
  const foreignKeys = definitions.filter(({ kind }) => kind === 'foreign key');
  await restore.all(
    definitions.filter(({ kind }) => kind === 'index').map((index) => [index]),
    buildIndex,
  );
  // Adding one locks both tables against writing, for the moment it takes without looking at the rows: one by one.
  await restore.all([foreignKeys], addForeignKey);
  await restore.all(groupByTable(foreignKeys), validateForeignKey);
  context.onEvent('data.definitions.restored', { definitions: definitions.length });
  return definitions.length;
}

type Step = (client: ClientBase, definition: Definition) => Promise<void>;

function restorer(context: StoreContext, lease: RunLease) {
  const turns = new Turns(context.parallelism);
  const one = (definition: Definition, step: Step): Promise<void> =>
    context.withSession((client) =>
      inTransaction(client, async () => {
        await checkFencing(client, lease);
        await client.query(SETTINGS);
        await step(client, definition);
        hitFailpoint('restore.written');
      }),
    );
  const series = async (definitions: readonly Definition[], step: Step): Promise<void> => {
    for (const definition of definitions) await turns.run(() => one(definition, step));
  };
  return {
    /** Each group in its order, the groups side by side; waits for all, so that nothing goes on after a failure. */
    all: async (groups: readonly (readonly Definition[])[], step: Step): Promise<void> => {
      const ends = await Promise.allSettled(groups.map((group) => series(group, step)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
  };
}

async function buildIndex(
  client: ClientBase,
  { name, definition, comment, ...of }: Definition,
): Promise<void> {
  await client.query(definition);
  if (comment !== null) await client.query(`COMMENT ON INDEX public."${name}" IS ${literal(comment)}`);
  await client.query(FORGET, [of.kind, of.tableName, name]);
}

async function addForeignKey(client: ClientBase, { tableName, name, definition }: Definition): Promise<void> {
  const { exists } = await queryOne(client, existsRow, { text: IS_CONSTRAINT, values: [tableName, name] });
  if (!exists) await client.query(`${definition} NOT VALID`);
}

async function validateForeignKey(
  client: ClientBase,
  { kind, tableName, name, comment }: Definition,
): Promise<void> {
  await client.query(`ALTER TABLE public."${tableName}" VALIDATE CONSTRAINT "${name}"`);
  if (comment !== null) {
    await client.query(`COMMENT ON CONSTRAINT "${name}" ON public."${tableName}" IS ${literal(comment)}`);
  }
  await client.query(FORGET, [kind, tableName, name]);
}

function groupByTable(definitions: readonly Definition[]): readonly (readonly Definition[])[] {
  const groups = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const group = groups.get(definition.tableName);
    if (group === undefined) groups.set(definition.tableName, [definition]);
    else group.push(definition);
  }
  return [...groups.values()];
}

/** COMMENT takes no parameters. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
