import { createHash } from 'node:crypto';

import { fingerprintContent } from '@cortex/data';
import { runSql } from '@cortex/testing';

/** What a database holds, so that two can be compared whatever their numbers are. */
export interface Snapshot {
  /** Of all rows of the contract's tables. */
  readonly fingerprint: string;
  /** Of current documents with the sha256 of the bytes that are stored for them. */
  readonly documents: string;
  /** Of the ledger: every record of every current document with its disposition. */
  readonly ledger: string;
  /** Of the links from records to rows. */
  readonly links: string;
  readonly quarantine: string;
  /** Rows per table. */
  readonly counts: Readonly<Record<string, number>>;
}

const TABLES = [
  ...['agents', 'tasks', 'task_versions', 'task_lineage', 'task_handoffs', 'agent_runs', 'assets'],
  ...['asset_lineage', 'users', 'governance_policies', 'policy_violations', 'audit_logs'],
  ...['token_budget_history', 'agent_aliases', 'task_aliases', 'coordination_documents', 'source_records'],
  ...['source_record_rows', 'quarantine', 'document_chunks', 'imported_rows'],
];

/** Runs speak of themselves; how many there were is not what is compared. */
const OWN: Readonly<Record<string, string>> = {
  audit_logs: `WHERE NOT (event_type = 'migration_run' AND source_event_type IS NULL)`,
};

const NAME = `d.path_text, coalesce(d.member_text, '')`;

const DOCUMENTS = `
  SELECT concat_ws(' ', ${NAME}, d.mode, d.size, encode(d.sha256, 'hex'), d.parse_status, d.record_count,
                   encode(sha256(coalesce(string_agg(c.bytes, ''::bytea ORDER BY c.chunk_no), '')), 'hex')) AS line
  FROM coordination_documents d LEFT JOIN document_chunks c USING (document_id)
  WHERE d.is_current GROUP BY d.document_id`;

const LEDGER = `
  SELECT concat_ws(' ', ${NAME}, r.ordinal, r.parent_ordinal, r.kind, r.pointer, r.byte_offset, r.byte_length,
                   encode(r.sha256, 'hex'), r.disposition, r.reason) AS line
  FROM source_records r JOIN coordination_documents d USING (document_id) WHERE d.is_current`;

// Numbers of appended rows are given out as they come; that each link leads to a row is the gate's to say.
const LINKS = `
  SELECT concat_ws(' ', ${NAME}, l.ordinal, l.table_name, l.role,
                   CASE WHEN l.table_name NOT IN ('audit_logs', 'token_budget_history')
                        THEN l.row_key END) AS line
  FROM source_record_rows l JOIN coordination_documents d USING (document_id) WHERE d.is_current`;

const QUARANTINE = `
  SELECT concat_ws(' ', path_text, encode(member, 'hex'), ordinal, reason_code, detail, encode(sha256(raw), 'hex')) AS line
  FROM quarantine`;

export async function takeSnapshot(url: string): Promise<Snapshot> {
  const count = TABLES.map(
    (table) => `SELECT '${table}' AS name, count(*)::int AS rows FROM ${table} ${OWN[table] ?? ''}`,
  );
  const counts = await runSql<{ name: string; rows: number }>(url, count.join(' UNION ALL '));
  return {
    fingerprint: await fingerprintContent(url),
    documents: await digest(url, DOCUMENTS),
    ledger: await digest(url, LEDGER),
    links: await digest(url, LINKS),
    quarantine: await digest(url, QUARANTINE),
    counts: Object.fromEntries(counts.map(({ name, rows }) => [name, rows])),
  };
}

async function digest(url: string, lines: string): Promise<string> {
  const rows = await runSql<{ line: string }>(
    url,
    `SELECT line FROM (${lines}) AS l ORDER BY line COLLATE "C"`,
  );
  return createHash('sha256')
    .update(rows.map(({ line }) => line).join('\n'))
    .digest('hex');
}
