import { columnsOf, contractFields, sqlTableName, tableSpecs, toSnakeCase } from '@cortex/domain';
import type { TableName } from '@cortex/domain';
import type { TestDatabase } from '@cortex/testing';

type Client = TestDatabase['client'];

/** The tables of the contract, parents first. */
const TABLES = [
  'users',
  'agents',
  'governancePolicies',
  'assets',
  'tasks',
  'taskLineage',
  'taskHandoffs',
  'assetLineage',
  'policyViolations',
  'auditLogs',
  'tokenBudgetHistory',
] as const satisfies readonly TableName[];

/** Numbers that only depend on the seed (mulberry32). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface MadeChanges {
  /** The statements that the database took. */
  readonly statements: readonly string[];
}

/** Updates, inserts and deletes as services send them; what breaks a rule of the database is refused and forgotten. */
export async function changeRows(client: Client, seed: number, count: number): Promise<MadeChanges> {
  const random = createRandom(seed);
  const statements: string[] = [];
  const words = await readEnumWords(client);
  for (let change = 0; change < count; change += 1) {
    const statement = await nextStatement({ client, random, words });
    await client.query('BEGIN');
    try {
      await client.query(statement);
      await client.query('COMMIT');
      statements.push(statement);
    } catch {
      await client.query('ROLLBACK');
    }
  }
  return { statements };
}

interface Making {
  readonly client: Client;
  readonly random: (below: number) => number;
  /** By `<table>.<column>`. */
  readonly words: ReadonlyMap<string, readonly string[]>;
}

async function nextStatement(making: Making): Promise<string> {
  const { client, random } = making;
  const table = pick(random, TABLES);
  const sqlName = sqlTableName(table);
  const kind = random(10);
  if (kind === 0) return insertStatement(table, making);
  const { rows } = await client.query(
    `SELECT ctid::text AS place FROM ${sqlName} ORDER BY ${orderOf(table)}`,
  );
  const place = rows.length === 0 ? '(0,0)' : String(rows[random(rows.length)]['place']);
  // The seeds come with every installation: a tree cannot say that they are not there.
  const notSeed = table === 'agents' || table === 'users' ? 'AND NOT is_seed' : '';
  if (kind === 1) return `DELETE FROM ${sqlName} WHERE ctid = '${place}' ${notSeed}`;
  const keys: readonly string[] = tableSpecs[table].key;
  const fields = contractFields(table).filter((field) => !keys.includes(field));
  const field = pick(random, fields);
  const value = await valueOf(table, field, making);
  return `UPDATE ${sqlName} SET ${toSnakeCase(field)} = ${value} WHERE ctid = '${place}'`;
}

/** The same order whatever happened to the rows before. */
function orderOf(table: TableName): string {
  const spec = tableSpecs[table];
  return 'serial' in spec ? toSnakeCase(spec.serial) : toSnakeCase(spec.key[0]);
}

async function insertStatement(table: TableName, making: Making): Promise<string> {
  const { random } = making;
  const fields = contractFields(table).filter((_, index) => index === 0 || random(2) === 0 || index < 4);
  const keys: readonly string[] = tableSpecs[table].key;
  const values = await Promise.all(
    fields.map(async (field) =>
      keys.length === 1 && keys.includes(field)
        ? `'made-${random(1_000_000)}'`
        : await valueOf(table, field, making),
    ),
  );
  return `INSERT INTO ${sqlTableName(table)} (${fields.map(toSnakeCase).join(', ')}) VALUES (${values.join(', ')})`;
}

const TEXTS = [
  'plain',
  'two words',
  '',
  'line\nbreak\tand "quotes" \\ back',
  'Ünïcödé ✓ 😀',
  'null',
  '2026-02-03',
  '17',
  'owner/name',
  '$cortex',
];
const TIMES = [
  '2026-03-05 10:20:30+00',
  '2026-03-05 10:20:30.123456+00',
  '2026-03-06 00:00:00+00',
  '1999-12-31 23:59:59.5+00',
  '2031-01-01 06:00:00-06',
];
const DOCUMENTS = [
  '{}',
  '{"a": 1.50, "b": [1, {"c": null}], "d": "text"}',
  '{"status": "odd", "deep": {"er": {"est": [true]}}}',
  '{"note": "changed"}',
  '[]',
];

async function valueOf(table: TableName, field: string, making: Making): Promise<string> {
  const { random, words, client } = making;
  const column = columnsOf(table)[field];
  const name = toSnakeCase(field);
  const known = words.get(`${sqlTableName(table)}.${name}`);
  if (known !== undefined) return `'${pick(random, known)}'`;
  if (random(6) === 0) return 'NULL';
  if (column?.references !== undefined) return referenceTo(column.references, { client, random, words });
  switch (column?.type) {
    case 'integer':
    case 'bigint':
      return String(random(100_000) - 500);
    case 'numeric':
      return pick(random, ['0.5', '1', '0.25', '0']);
    case 'boolean':
      return random(2) === 0 ? 'true' : 'false';
    case 'timestamptz':
      return `'${pick(random, TIMES)}'`;
    case 'text[]':
      return pick(random, ["'{}'", "'{one}'", `'{"two words",b,"c\\"d"}'`]);
    case 'inet':
      return pick(random, ["'10.0.0.9'", "'2001:db8::1'", "'10.1.0.0/16'"]);
    case 'jsonb':
      return random(2) === 0
        ? `'${pick(random, DOCUMENTS)}'::jsonb`
        : `coalesce(${name}, '{}'::jsonb) || '{"added_${random(5)}": ${random(100)}}'::jsonb`;
    default:
      return `E'${pick(random, TEXTS).replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n')}'`;
  }
}

async function referenceTo(table: string, { client, random }: Making): Promise<string> {
  const key =
    { agents: 'agent_id', tasks: 'task_id', assets: 'asset_id', users: 'user_id' }[table] ?? 'policy_id';
  const { rows } = await client.query(`SELECT ${key} AS id FROM ${table} ORDER BY 1`);
  if (rows.length === 0) return 'NULL';
  return `'${String(rows[random(rows.length)]['id']).replaceAll("'", "''")}'`;
}

async function readEnumWords(client: Client): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query(`
    SELECT c.relname || '.' || a.attname AS column_name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS words
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_enum e ON e.enumtypid = a.atttypid
    WHERE c.relkind = 'r' GROUP BY 1`);
  return new Map(rows.map(({ column_name, words }) => [String(column_name), words as string[]]));
}

/** Every row of the contract as a line, for whoever wants to see what differs. */
export async function readContract(client: Client): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const table of TABLES) {
    const columns = contractFields(table).map(toSnakeCase);
    const { rows } = await client.query(
      `SELECT ROW(${columns.join(', ')})::text AS line FROM ${sqlTableName(table)} ORDER BY 1`,
    );
    lines.push(...rows.map(({ line }) => `${table} ${String(line)}`));
  }
  return lines.filter((line) => !line.startsWith('auditLogs (migration_run,'));
}

function pick<Item>(random: (below: number) => number, items: readonly Item[]): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}
