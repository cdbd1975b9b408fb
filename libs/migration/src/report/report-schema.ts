import type { NoteCode, QuarantineReason, RunReport } from '@cortex/domain';
import { z } from 'zod';

const count = z.int().nonnegative();
const path = z.string().describe('Path below the root of the tree; what does not print is escaped.');
const member = z
  .string()
  .nullable()
  .describe('Path inside of the archive `path`, or null for a file of its own.');

const quarantineReasons = [
  'undecodable',
  'too-deep',
  'too-large',
  'archive-unsafe',
  'archive-damaged',
  'archive-bomb',
  'nul-character',
  'lone-surrogate',
  'number-too-large',
  'id-too-long',
  'id-missing',
  'database-limit',
  'conflict',
] as const satisfies readonly QuarantineReason[];

const noteCodes = [
  'word-mapped',
  'word-unknown',
  'value-derived',
  'time-unparseable',
  'time-suspect',
  'order-suspect',
  'number-out-of-range',
  'identity',
  'alias',
  'reference-stubbed',
  'reference-ignored',
  'duplicate-key',
  'secret-redacted',
  'unexpected-shape',
  'status-conflict',
] as const satisfies readonly NoteCode[];

const noteCount = z.object({
  code: z.enum(noteCodes),
  subject: z.string().describe('What was decided, as a bounded word; never the contents of a record.'),
  count,
});

const run = z.object({
  id: z.string().nullable().describe('null for a dry run, which leaves no run behind.'),
  state: z.enum(['dry-run', 'published', 'failed', 'interrupted', 'unchanged']),
  target: z.string(),
  startedAt: z.string().describe('ISO 8601, UTC.'),
  finishedAt: z.string().describe('ISO 8601, UTC.'),
  version: z.string().describe('Version of the migrator.'),
  resumed: z.boolean().describe('True when the run went on behind an earlier one that had stopped.'),
});

const manifest = z
  .object({ hash: z.string().describe('sha256, hex; names the tree.'), documents: count, bytes: count })
  .describe('The tree as it was read.');

const records = z
  .object({
    read: count,
    inserted: count,
    updated: count,
    unchanged: count,
    duplicate: count,
    quarantined: count,
    archivedOnly: count,
  })
  .describe('Records by disposition. `read` is the sum of all others.');

const tableCounts = z.object({
  inserted: count,
  updated: count,
  unchanged: count,
  total: count.describe('Rows in the table after the run.'),
  stubs: count.describe('Rows that exist only because something refers to them; part of `total`.'),
  seeds: count.describe('Rows that the schema brings along; part of `total`.'),
});

const closureCheck = z.object({ name: z.string(), expected: count, actual: count, holds: z.boolean() });

const quarantinedRecord = z.object({
  path,
  member,
  ordinal: count.describe('Position of the record in its document, from 0.'),
  byteOffset: count,
  byteLength: count,
  reason: z.enum(quarantineReasons),
  detail: z.string().describe('One sentence without contents of the record.'),
});

const quarantine = z.object({
  total: count,
  byReason: z.record(z.string(), count),
  first: z.array(quarantinedRecord).describe('The first of them; `quarantine list` has all.'),
});

const kindCounts = z.object({ kind: z.string(), documents: count, records: count, bytes: count });

/**
 * The report of a run as it lies in `report.json`, as a schema: what is read back is parsed with it, and
 * `docs/reference/report.schema.json` is generated from it. Fields are added, never renamed.
 */
export const reportSchema = z.object({
  schemaVersion: z.literal(1),
  run,
  manifest,
  records,
  tables: z.record(z.string(), tableCounts).describe('Rows (not records) by table.'),
  closes: z.boolean().describe("True only if the database's own counts say so; false for a dry run."),
  closure: z.array(closureCheck).describe('The equations of the conservation gate.'),
  verification: z.enum(['not-run', 'equal', 'different']),
  derived: z.array(noteCount).describe('Values that the source does not have, by column and rule.'),
  repairs: z.array(z.object({ path, member, rule: z.string(), count })),
  decisions: z.array(noteCount),
  quarantine,
  kinds: z.array(kindCounts).describe('Documents, records and bytes by kind of record.'),
  changedDuringRun: z.array(path),
  vanished: z.array(path).describe('Documents of the last run that are no longer in the tree.'),
  warnings: z.array(z.string()),
  failure: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe('Why nothing was published; null when the run ended well.'),
  timingsMs: z.record(z.string(), z.number().nonnegative()).describe('Wall clock per phase.'),
}) satisfies z.ZodType<RunReport>;
