// JSONL → tables with parse, hash, ledger and archive, against copying the same final rows into the same tables.
import { spawnSync } from 'node:child_process';
import { createWriteStream, createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { generateEventLog } from './generate-tree.mjs';
import { runMigrator } from './run-migrator.mjs';
import { median } from './to-markdown.mjs';
import { withServer } from './with-server.mjs';

const MULTI_VALUES = 1000;
/** Row by row is measured on fewer rows and scaled: a million of them would only warm the room. */
const SINGLE_ROWS = 20_000;

export async function benchLoad({ records, rounds }) {
  const tree = mkdtempSync(join(tmpdir(), 'cortex-bench-tree-'));
  try {
    await generateEventLog(tree, records);
    return await withServer((server) => measure(server, { tree, records, rounds }));
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

async function measure(server, { tree, records, rounds }) {
  const seconds = { ours: [], copy: [], multi: [], single: [] };
  const file = join(server.folder, 'audit_logs.copy');
  for (let round = 0; round < rounds; round += 1) {
    const ours = `ours_${round}`;
    await server.query('postgres', `CREATE DATABASE ${ours}`);
    const run = runMigrator([tree, '--target', 'existing', '--database-url', server.url(ours)]);
    if (!run.report.closes) throw new Error('the run did not close');
    seconds.ours.push(run.seconds);
    const columns = await listColumns(server, ours);
    if (round === 0) await exportRows(server.url(ours), { columns, file });
    await prepareReference(server, ours);
    seconds.copy.push(await copyWithPsql(server, { columns, file }));
    await server.query('reference', 'TRUNCATE audit_logs CASCADE');
    seconds.multi.push(
      await insertRows(server, { columns, file, perStatement: MULTI_VALUES, limit: records }),
    );
    await server.query('reference', 'TRUNCATE audit_logs CASCADE');
    const singles = Math.min(records, SINGLE_ROWS);
    seconds.single.push(
      ((await insertRows(server, { columns, file, perStatement: 1, limit: singles })) * records) / singles,
    );
    await server.query('postgres', `DROP DATABASE ${ours}`);
    await server.query('postgres', 'DROP DATABASE reference');
  }
  return report(seconds, { records, rounds });
}

/** The same database with the referenced rows in place and the measured table empty. */
async function prepareReference(server, ours) {
  await server.query('postgres', `CREATE DATABASE reference TEMPLATE ${ours}`);
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
  const started = process.hrtime.bigint();
  const command = `\\copy audit_logs (${columns.join(', ')}) FROM '${file}'`;
  const { status, error, stderr } = spawnSync(
    'psql',
    ['-X', '-q', '-v', 'ON_ERROR_STOP=1', server.url('reference'), '-c', command],
    { encoding: 'utf8' },
  );
  if (error !== undefined)
    throw new Error('psql is not installed; it is the reference of this benchmark', { cause: error });
  if (status !== 0) throw new Error(`psql left with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e9;
}

async function insertRows(server, { columns, file, perStatement, limit }) {
  const client = new pg.Client({ connectionString: server.url('reference') });
  await client.connect();
  const started = process.hrtime.bigint();
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
  return Number(process.hrtime.bigint() - started) / 1e9;
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

function report(seconds, { records, rounds }) {
  const ours = median(seconds.ours);
  const against = (leg, aim) => {
    const value = median(seconds[leg]) / ours;
    return {
      figure: `speed against ${leg}`,
      value: `${value.toFixed(2)}×`,
      aim: `≥ ${aim}×`,
      met: value >= aim,
    };
  };
  return {
    settings: `${records.toLocaleString('en')} events, ${rounds} rounds, alternating`,
    legs: [
      {
        leg: 'ours: migrator run, process start to report',
        seconds: seconds.ours,
        amount: records,
        unit: 'records',
      },
      { leg: 'copy: psql \\copy of the final rows', seconds: seconds.copy, amount: records, unit: 'rows' },
      {
        leg: `multi: ${MULTI_VALUES}-row INSERT from Node`,
        seconds: seconds.multi,
        amount: records,
        unit: 'rows',
      },
      {
        leg: 'single: row by row in one transaction (scaled)',
        seconds: seconds.single,
        amount: records,
        unit: 'rows',
      },
    ],
    ratios: [against('copy', 0.7), against('multi', 3), against('single', 20)],
    notes: [
      'The reference legs write `audit_logs` only; ours also writes the ledger, its links and the raw archive.',
    ],
  };
}
