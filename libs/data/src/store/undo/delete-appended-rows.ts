import type { ClientBase } from 'pg';

// The sealer must not link a row while it is taken back.
const LOCK_CHAIN = `SELECT pg_advisory_xact_lock(audit_chain_lock_key())`;

// A sealed row leaves the hash of its link behind, so that the chain can still be verified. Index: uq of audit_id, pk.
const KEEP_LINKS = `
  INSERT INTO audit_withdrawals (chain_no, run_id, link_hash)
  SELECT c.chain_no, $2, audit_link(a, c)
  FROM audit_chain c JOIN audit_logs a ON a.id = c.audit_id
  WHERE c.audit_id = ANY ($1::bigint[])`;

// Index: pk.
const DELETE_AUDIT = `DELETE FROM audit_logs WHERE id = ANY ($1::bigint[])`;

// Index: pk.
const DELETE_BUDGETS = `DELETE FROM token_budget_history WHERE id = ANY ($1::bigint[])`;

export interface AppendedRowName {
  readonly table_name: string;
  readonly row_key: string;
}

/** Deletes rows of `audit_logs` and `token_budget_history`. @returns how many. */
export async function deleteAppendedRows(
  client: ClientBase,
  runId: string,
  rows: readonly AppendedRowName[],
): Promise<number> {
  const idsOf = (table: string): readonly string[] =>
    rows.filter(({ table_name }) => table_name === table).map(({ row_key }) => row_key);
  const [audits, budgets] = [idsOf('audit_logs'), idsOf('token_budget_history')];
  let deleted = 0;
  if (audits.length > 0) {
    await client.query(LOCK_CHAIN);
    await client.query(KEEP_LINKS, [audits, runId]);
    deleted += (await client.query(DELETE_AUDIT, [audits])).rowCount ?? 0;
  }
  if (budgets.length > 0) deleted += (await client.query(DELETE_BUDGETS, [budgets])).rowCount ?? 0;
  return deleted;
}
