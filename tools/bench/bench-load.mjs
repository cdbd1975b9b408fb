// JSONL → tables with parse, hash, ledger and archive, against copying the same final rows into the same tables.
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { legOfRuns } from './leg-of-runs.mjs';
import { runMigrator } from './run-migrator.mjs';
import { median } from './to-markdown.mjs';
import { withServer } from './with-server.mjs';
import { withTree } from './with-tree.mjs';

const MULTI_VALUES = 1000;
/** Row by row is measured on fewer rows and scaled: a million of them would only warm the room. */
const SINGLE_ROWS = 20_000;
/** The row triggers that audit are off for the references, too. */
const AS_MIGRATOR = '-c cortex.migrating=on';

/** A million of these and the whole migration must be done in less. */
const PROMISED_SECONDS = 30 * 60;

export function benchLoad({ records, rounds }) {
  const generate = ({ generateEventLog }) => generateEventLog(records);
  return withTree(generate, ({ folder }) =>
    withServer((server) => measure(server, { tree: folder, records, rounds })),
  );
}

async function measure(server, { tree, records, rounds }) {
  const runs = { ours: [], copy: [], multi: [], single: [] };
  const file = join(server.folder, 'audit_logs.copy');
  for (let round = 0; round < rounds; round += 1) {
    const ours = `ours_${round}`;
    await server.query('postgres', `CREATE DATABASE ${ours}`);
    await server.query('postgres', 'CHECKPOINT');
    runs.ours.push(
      await runMigrator([tree, '--target', 'existing', '--database-url', server.url(ours)], server),
    );
    const columns = await listColumns(server, ours);
    if (round === 0) await exportRows(server.url(ours), { columns, file });
    await server.query('postgres', `CREATE DATABASE reference TEMPLATE ${ours}`);
    await measureReferences(server, { columns, file, records }, runs);
    await server.query('postgres', `DROP DATABASE ${ours}`);
    await server.query('postgres', 'DROP DATABASE reference');
  }
  return report(runs, { records, rounds });
}

async function measureReferences(server, { columns, file, records }, runs) {
  await emptyReference(server);
  runs.copy.push(await timed(server, () => copyWithPsql(server, { columns, file })));
  const [{ count }] = await server.query('reference', 'SELECT count(*) FROM audit_logs');
  if (Number(count) < records) throw new Error(`the reference copied ${count} rows of ${records}`);
  await emptyReference(server);
  const multi = { columns, file, perStatement: MULTI_VALUES, limit: records };
  runs.multi.push(await timed(server, () => insertRows(server, multi)));
  await emptyReference(server);
  const single = { columns, file, perStatement: 1, limit: Math.min(records, SINGLE_ROWS) };
  const measured = await timed(server, () => insertRows(server, single));
  const factor = records / single.limit;
  runs.single.push(
    Object.fromEntries(Object.entries(measured).map(([name, value]) => [name, value * factor])),
  );
}

/** The client of the references is this process; what psql needs beside the server is not told. */
async function timed(server, work) {
  const before = server.cpuSeconds();
  const client = process.cpuUsage();
  const started = process.hrtime.bigint();
  await work();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const { user, system } = process.cpuUsage(client);
  const after = server.cpuSeconds();
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    serverCpuSeconds: before === null || after === null ? null : after - before,
  };
}

/** The measured table is empty, with its indexes and keys; the rows that it refers to are in place. */
async function emptyReference(server) {
  await server.query('reference', 'TRUNCATE audit_logs CASCADE');
  await server.query('reference', 'CHECKPOINT');
}

async function listColumns(server, database) {
  const rows = await server.query(
    database,
    `SELECT attname FROM pg_attribute WHERE attrelid = 'audit_logs'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
  );
  return rows.map(({ attname }) => attname);
}

async function exportRows(connectionString, { columns, file }) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await pipeline(
    client.query(copyTo(`COPY audit_logs (${columns.join(', ')}) TO STDOUT`)),
    createWriteStream(file),
  );
  await client.end();
}

async function copyWithPsql(server, { columns, file }) {
  const command = `\\copy audit_logs (${columns.join(', ')}) FROM '${file}'`;
  const { status, error, stderr } = spawnSync(
    'psql',
    ['-X', '-q', '-v', 'ON_ERROR_STOP=1', server.url('reference'), '-c', command],
    { encoding: 'utf8', env: { ...process.env, PGOPTIONS: AS_MIGRATOR } },
  );
  if (error !== undefined)
    throw new Error('psql is not installed; it is the reference of this benchmark', { cause: error });
  if (status !== 0) throw new Error(`psql left with ${status}: ${stderr}`);
}

async function insertRows(server, { columns, file, perStatement, limit }) {
  const client = new pg.Client({ connectionString: server.url('reference'), options: AS_MIGRATOR });
  await client.connect();
  await client.query('BEGIN');
  let batch = [];
  let done = 0;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  for await (const line of lines) {
    if (done >= limit) break;
    batch.push(line.split('\t').map(unescapeField));
    done += 1;
    if (batch.length === perStatement) {
      await insertBatch(client, columns, batch);
      batch = [];
    }
  }
  if (batch.length > 0) await insertBatch(client, columns, batch);
  await client.query('COMMIT');
  await client.end();
}

async function insertBatch(client, columns, rows) {
  const tuple = (row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(',')})`;
  const text = `INSERT INTO audit_logs (${columns.join(',')}) VALUES ${rows.map((_, row) => tuple(row)).join(',')}`;
  await client.query({ text, values: rows.flat(), name: rows.length === 1 ? 'single' : undefined });
}

const ESCAPES = { '\\\\': '\\', '\\n': '\n', '\\r': '\r', '\\t': '\t' };

function unescapeField(field) {
  if (field === '\\N') return null;
  return field.includes('\\') ? field.replace(/\\[\\nrt]/g, (escape) => ESCAPES[escape]) : field;
}

function report(runs, { records, rounds }) {
  const ours = median(runs.ours.map((run) => run.seconds));
  const reference = (leg, name) => legOfRuns(`${leg}: ${name}`, runs[leg], { amount: records, unit: 'rows' });
  return {
    settings: `${records.toLocaleString('en')} events, ${rounds} rounds, alternating`,
    legs: [
      legOfRuns('ours: migrator run, process start to report', runs.ours, {
        amount: records,
        unit: 'records',
      }),
      reference('copy', 'psql \\copy of the final rows'),
      reference('multi', `${MULTI_VALUES}-row INSERT from Node`),
      reference('single', 'row by row in one transaction (scaled)'),
    ],
    ratios: [
      compare(runs, 'copy', 0.7),
      compare(runs, 'multi', 3),
      compare(runs, 'single', 20),
      promise(ours),
    ],
    notes: [
      'The reference legs write `audit_logs` only; ours also writes the ledger, its links and the raw archive.',
      'In brackets the same ratio in CPU seconds of client and server, for machines that others use too.',
    ],
  };
}

function compare(runs, leg, aim) {
  const seconds = (name) => median(runs[name].map((run) => run.seconds));
  const cpu = (name) => median(runs[name].map((run) => run.cpuSeconds + (run.serverCpuSeconds ?? 0)));
  const value = seconds(leg) / seconds('ours');
  return {
    figure: `speed against ${leg}`,
    value: `${value.toFixed(2)}× (${(cpu(leg) / cpu('ours')).toFixed(2)}×)`,
    aim: `≥ ${aim}×`,
    met: value >= aim,
  };
}

function promise(seconds) {
  const met = seconds < PROMISED_SECONDS;
  return { figure: 'the whole migration', value: `${seconds.toFixed(1)} s`, aim: '< 30 min', met };
}
