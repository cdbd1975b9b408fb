-- Why:      every index names the query that it serves, here and in the database (COMMENT ON INDEX); foreign keys each
--           have one, or a unique key that begins with their column. Indexes that are part of a table's meaning
--           (primary and unique keys) are made with the tables.
-- Lock:     SHARE on each table while its index is built; the tables are empty.
-- Way back: DROP INDEX each; only speed is lost.
--
-- Words (owner, namespace, category …) are indexed whole because services compare them whole; long texts (name,
-- file_path) by a bounded prefix, since a B-tree entry ends at 2.7 kB.
-- agents
CREATE INDEX idx_agents_type_status ON agents (agent_type, agent_status);
COMMENT ON INDEX idx_agents_type_status IS
  'Agents of one type and status; the active masters of v_active_tasks_by_master and the workers of v_worker_efficiency.';
CREATE INDEX idx_agents_parent ON agents (parent_agent_id) WHERE parent_agent_id IS NOT NULL;
COMMENT ON INDEX idx_agents_parent IS
  'Children of an agent: get_agent_hierarchy, ON DELETE SET NULL.';
CREATE INDEX idx_agents_master ON agents (master_agent_id) WHERE master_agent_id IS NOT NULL;
COMMENT ON INDEX idx_agents_master IS
  'Workers of a master: get_agent_hierarchy, the agent list by master, ON DELETE SET NULL.';
CREATE INDEX idx_agents_certified_by ON agents (certified_by) WHERE certified_by IS NOT NULL;
COMMENT ON INDEX idx_agents_certified_by IS
  'The check when a certifying agent is deleted.';
CREATE INDEX idx_agents_last_checkin ON agents (last_checkin);
COMMENT ON INDEX idx_agents_last_checkin IS
  'Agents that have not checked in since a time.';

-- tasks
CREATE INDEX idx_tasks_status_created ON tasks (task_status, created_at DESC, task_id);
COMMENT ON INDEX idx_tasks_status_created IS
  'Tasks of one status, newest first, by keyset.';
CREATE INDEX idx_tasks_priority_status ON tasks (task_priority, task_status);
COMMENT ON INDEX idx_tasks_priority_status IS
  'Tasks of one priority, and counts by priority and status.';
CREATE INDEX idx_tasks_queue ON tasks (task_priority, created_at, task_id) WHERE task_status = 'pending'::task_status;
COMMENT ON INDEX idx_tasks_queue IS
  'Claiming the next pending task: highest priority first, then oldest.';
CREATE INDEX idx_tasks_assigned ON tasks (assigned_to_agent_id, task_status, completed_at)
  WHERE assigned_to_agent_id IS NOT NULL;
COMMENT ON INDEX idx_tasks_assigned IS
  'Tasks of an agent; get_agent_utilization (in progress, completed today); v_worker_efficiency.';
CREATE INDEX idx_tasks_created_by ON tasks (created_by_agent_id) WHERE created_by_agent_id IS NOT NULL;
COMMENT ON INDEX idx_tasks_created_by IS
  'Tasks that an agent created; ON DELETE SET NULL.';
CREATE INDEX idx_tasks_master ON tasks (master_agent_id, task_status) WHERE master_agent_id IS NOT NULL;
COMMENT ON INDEX idx_tasks_master IS
  'Tasks under a master by status: v_active_tasks_by_master; ON DELETE SET NULL.';
CREATE INDEX idx_tasks_parent ON tasks (parent_task_id) WHERE parent_task_id IS NOT NULL;
COMMENT ON INDEX idx_tasks_parent IS
  'Subtasks: get_task_hierarchy; ON DELETE CASCADE.';
CREATE INDEX idx_tasks_root ON tasks (root_task_id) WHERE root_task_id IS NOT NULL;
COMMENT ON INDEX idx_tasks_root IS
  'All tasks below one root; ON DELETE CASCADE.';
CREATE INDEX idx_tasks_created_at ON tasks (created_at DESC, task_id);
COMMENT ON INDEX idx_tasks_created_at IS
  'All tasks, newest first, by keyset; tasks created in a range of time.';
CREATE INDEX idx_tasks_completed_at ON tasks (completed_at) WHERE completed_at IS NOT NULL;
COMMENT ON INDEX idx_tasks_completed_at IS
  'Tasks completed in a range of time: throughput of the last days.';
CREATE INDEX idx_tasks_due_at ON tasks (due_at) WHERE due_at IS NOT NULL;
COMMENT ON INDEX idx_tasks_due_at IS
  'Tasks that are due or overdue.';
CREATE INDEX idx_tasks_repository ON tasks (repository_owner, repository_name) WHERE repository_name IS NOT NULL;
COMMENT ON INDEX idx_tasks_repository IS
  'Tasks of one repository.';
CREATE INDEX idx_tasks_tags ON tasks USING gin (tags);
COMMENT ON INDEX idx_tasks_tags IS
  'Tasks that carry a tag: tags @> ARRAY[…].';

-- task_lineage
CREATE INDEX idx_task_lineage_child ON task_lineage (child_task_id);
COMMENT ON INDEX idx_task_lineage_child IS
  'get_task_lineage upstream; ON DELETE CASCADE. (Downstream is served by the unique key.)';

-- task_handoffs
CREATE INDEX idx_task_handoffs_task ON task_handoffs (task_id) WHERE task_id IS NOT NULL;
COMMENT ON INDEX idx_task_handoffs_task IS
  'Handoffs of a task; ON DELETE CASCADE.';
CREATE INDEX idx_task_handoffs_from ON task_handoffs (from_agent_id) WHERE from_agent_id IS NOT NULL;
COMMENT ON INDEX idx_task_handoffs_from IS
  'Handoffs that an agent sent; the check when it is deleted.';
CREATE INDEX idx_task_handoffs_to ON task_handoffs (to_agent_id, acknowledged_at) WHERE to_agent_id IS NOT NULL;
COMMENT ON INDEX idx_task_handoffs_to IS
  'Handoffs waiting for an agent (acknowledged_at IS NULL); the check when it is deleted.';
CREATE INDEX idx_task_handoffs_created_at ON task_handoffs (created_at DESC, handoff_id);
COMMENT ON INDEX idx_task_handoffs_created_at IS
  'All handoffs, newest first, by keyset.';

-- task_versions
CREATE INDEX idx_task_versions_task ON task_versions (task_id, version_id);
COMMENT ON INDEX idx_task_versions_task IS
  'Versions of a task; ON DELETE CASCADE.';

-- task_aliases
CREATE INDEX idx_task_aliases_task ON task_aliases (task_id);
COMMENT ON INDEX idx_task_aliases_task IS
  'Other names of a task; ON DELETE CASCADE.';

-- agent_aliases
CREATE INDEX idx_agent_aliases_agent ON agent_aliases (agent_id);
COMMENT ON INDEX idx_agent_aliases_agent IS
  'Other names of an agent; ON DELETE CASCADE.';

-- agent_runs
CREATE INDEX idx_agent_runs_agent ON agent_runs (agent_id, started_at DESC);
COMMENT ON INDEX idx_agent_runs_agent IS
  'Runs of an agent, newest first; ON DELETE CASCADE.';
CREATE INDEX idx_agent_runs_task ON agent_runs (task_id) WHERE task_id IS NOT NULL;
COMMENT ON INDEX idx_agent_runs_task IS
  'Runs that worked on a task; ON DELETE SET NULL.';
CREATE INDEX idx_agent_runs_master ON agent_runs (master_agent_id) WHERE master_agent_id IS NOT NULL;
COMMENT ON INDEX idx_agent_runs_master IS
  'Runs under a master; ON DELETE SET NULL.';
CREATE INDEX idx_agent_runs_status ON agent_runs (run_status, last_heartbeat);
COMMENT ON INDEX idx_agent_runs_status IS
  'Runs of one status, and running ones whose heartbeat is old.';

-- assets
CREATE INDEX idx_assets_type ON assets (asset_type, asset_id);
COMMENT ON INDEX idx_assets_type IS
  'Assets of one type, by keyset; v_asset_catalog_summary.';
CREATE INDEX idx_assets_owner ON assets (owner) WHERE owner IS NOT NULL;
COMMENT ON INDEX idx_assets_owner IS
  'Assets of one owner.';
CREATE INDEX idx_assets_namespace ON assets (namespace) WHERE namespace IS NOT NULL;
COMMENT ON INDEX idx_assets_namespace IS
  'Assets of one namespace.';
CREATE INDEX idx_assets_category ON assets (category, subcategory);
COMMENT ON INDEX idx_assets_category IS
  'Assets of one category: the `type` of the old catalogue''s search.';
CREATE INDEX idx_assets_sensitivity ON assets (sensitivity);
COMMENT ON INDEX idx_assets_sensitivity IS
  'Assets of one sensitivity; what an anonymous reader may see.';
CREATE INDEX idx_assets_last_modified ON assets (last_modified DESC);
COMMENT ON INDEX idx_assets_last_modified IS
  'Assets by last change: catalog:index:by_modified.';
CREATE INDEX idx_assets_search ON assets USING gin (search_vector);
COMMENT ON INDEX idx_assets_search IS
  'Full text: search_vector @@ query, search_assets.';
CREATE INDEX idx_assets_name_words ON assets USING gin (to_tsvector('english'::regconfig, left(name, 2000)));
COMMENT ON INDEX idx_assets_name_words IS
  'Full text in names alone, whose matches come first: search_assets.';
CREATE INDEX idx_assets_name_trgm ON assets USING gin (left(name, 200) gin_trgm_ops);
COMMENT ON INDEX idx_assets_name_trgm IS
  'Typing errors in names: search_assets; name ILIKE ''%…%'' written over the same expression.';
CREATE INDEX idx_assets_id_trgm ON assets USING gin (left(asset_id, 200) gin_trgm_ops);
COMMENT ON INDEX idx_assets_id_trgm IS
  'Part of an id: search_assets; left(asset_id, 200) ILIKE ''%…%''.';
CREATE INDEX idx_assets_tags ON assets USING gin (tags);
COMMENT ON INDEX idx_assets_tags IS
  'Assets that carry a tag: tags @> ARRAY[…].';
CREATE INDEX idx_assets_file_path ON assets (left(file_path, 500) text_pattern_ops) WHERE file_path IS NOT NULL;
COMMENT ON INDEX idx_assets_file_path IS
  'Assets of a file or below a folder (LIKE ''folder/%''): discovery.';

-- asset_lineage
CREATE INDEX idx_asset_lineage_downstream ON asset_lineage (downstream_asset_id);
COMMENT ON INDEX idx_asset_lineage_downstream IS
  'get_asset_lineage upstream; ON DELETE CASCADE. (Downstream is served by the unique key.)';
CREATE INDEX idx_asset_lineage_discovered_by ON asset_lineage (discovered_by) WHERE discovered_by IS NOT NULL;
COMMENT ON INDEX idx_asset_lineage_discovered_by IS
  'Edges that an agent discovered; the check when it is deleted.';

-- audit_logs
CREATE INDEX idx_audit_logs_occurred_at ON audit_logs (occurred_at DESC, id DESC);
COMMENT ON INDEX idx_audit_logs_occurred_at IS
  'The most recent events, by keyset; apply_audit_retention.';
CREATE INDEX idx_audit_logs_event_type ON audit_logs (event_type, occurred_at DESC);
COMMENT ON INDEX idx_audit_logs_event_type IS
  'The most recent events of one type.';
CREATE INDEX idx_audit_logs_severity ON audit_logs (severity, occurred_at DESC);
COMMENT ON INDEX idx_audit_logs_severity IS
  'The most recent events of one severity.';
CREATE INDEX idx_audit_logs_security ON audit_logs (occurred_at DESC NULLS LAST)
  WHERE security_impact IN ('high', 'critical');
COMMENT ON INDEX idx_audit_logs_security IS
  'v_recent_security_events.';
CREATE INDEX idx_audit_logs_agent ON audit_logs (agent_id, occurred_at DESC) WHERE agent_id IS NOT NULL;
COMMENT ON INDEX idx_audit_logs_agent IS
  'Events of an agent; ON DELETE SET NULL.';
CREATE INDEX idx_audit_logs_task ON audit_logs (task_id, occurred_at DESC) WHERE task_id IS NOT NULL;
COMMENT ON INDEX idx_audit_logs_task IS
  'Events of a task; ON DELETE SET NULL.';
CREATE INDEX idx_audit_logs_asset ON audit_logs (asset_id, occurred_at DESC) WHERE asset_id IS NOT NULL;
COMMENT ON INDEX idx_audit_logs_asset IS
  'Events of an asset; ON DELETE SET NULL.';
CREATE INDEX idx_audit_logs_user ON audit_logs (user_id, occurred_at DESC) WHERE user_id IS NOT NULL;
COMMENT ON INDEX idx_audit_logs_user IS
  'Events of a user.';
CREATE INDEX idx_audit_logs_compliance ON audit_logs USING gin (compliance_tags)
  WHERE compliance_tags <> '{}'::text[];
COMMENT ON INDEX idx_audit_logs_compliance IS
  'Events under a compliance tag: compliance_tags @> ARRAY[…] AND compliance_tags <> ''{}''.';

-- governance_policies
CREATE INDEX idx_governance_policies_type ON governance_policies (policy_type, is_active);
COMMENT ON INDEX idx_governance_policies_type IS
  'Active policies of one type: evaluation on write.';
CREATE INDEX idx_governance_policies_created_by ON governance_policies (created_by) WHERE created_by IS NOT NULL;
COMMENT ON INDEX idx_governance_policies_created_by IS
  'Policies of a user; the check when the user is deleted.';

-- policy_violations
CREATE INDEX idx_policy_violations_policy ON policy_violations (policy_id, status);
COMMENT ON INDEX idx_policy_violations_policy IS
  'Violations of a policy by status: mv_open_violations; the check when the policy is deleted.';
CREATE INDEX idx_policy_violations_asset ON policy_violations (asset_id) WHERE asset_id IS NOT NULL;
COMMENT ON INDEX idx_policy_violations_asset IS
  'Violations of an asset; ON DELETE SET NULL.';
CREATE INDEX idx_policy_violations_task ON policy_violations (task_id) WHERE task_id IS NOT NULL;
COMMENT ON INDEX idx_policy_violations_task IS
  'Violations of a task; ON DELETE SET NULL.';
CREATE INDEX idx_policy_violations_agent ON policy_violations (agent_id) WHERE agent_id IS NOT NULL;
COMMENT ON INDEX idx_policy_violations_agent IS
  'Violations of an agent; ON DELETE SET NULL.';
CREATE INDEX idx_policy_violations_resolved_by ON policy_violations (resolved_by) WHERE resolved_by IS NOT NULL;
COMMENT ON INDEX idx_policy_violations_resolved_by IS
  'Violations that a user resolved; the check when the user is deleted.';
CREATE INDEX idx_policy_violations_status ON policy_violations (status, detected_at DESC);
COMMENT ON INDEX idx_policy_violations_status IS
  'Open violations, newest first.';

-- token_budget_history
CREATE INDEX idx_token_budget_history_agent ON token_budget_history (agent_id, recorded_at DESC);
COMMENT ON INDEX idx_token_budget_history_agent IS
  'Budget history of an agent; get_agent_utilization (today); ON DELETE CASCADE.';
CREATE INDEX idx_token_budget_history_task ON token_budget_history (task_id) WHERE task_id IS NOT NULL;
COMMENT ON INDEX idx_token_budget_history_task IS
  'Tokens that a task used; ON DELETE SET NULL.';

-- users
CREATE INDEX idx_users_api_key_hash ON users (api_key_hash) WHERE api_key_hash IS NOT NULL;
COMMENT ON INDEX idx_users_api_key_hash IS
  'The user of an API key.';

-- coordination_documents
CREATE INDEX idx_coordination_documents_kind ON coordination_documents (kind) WHERE is_current;
COMMENT ON INDEX idx_coordination_documents_kind IS
  'Current documents of one kind.';
CREATE INDEX idx_coordination_documents_run ON coordination_documents (run_id);
COMMENT ON INDEX idx_coordination_documents_run IS
  'Documents that a run imported: undo, report.';
CREATE INDEX idx_coordination_documents_superseded_by ON coordination_documents (superseded_by)
  WHERE superseded_by IS NOT NULL;
COMMENT ON INDEX idx_coordination_documents_superseded_by IS
  'Older versions of a document: undo, export --at.';

-- source_records
CREATE INDEX idx_source_records_run ON source_records (run_id, disposition);
COMMENT ON INDEX idx_source_records_run IS
  'Records of a run by disposition: the conservation gate.';

-- source_record_rows
CREATE INDEX idx_source_record_rows_row ON source_record_rows (table_name, row_key);
COMMENT ON INDEX idx_source_record_rows_row IS
  'Where a row comes from: provenance, export, undo.';

-- quarantine
CREATE INDEX idx_quarantine_document ON quarantine (document_id);
COMMENT ON INDEX idx_quarantine_document IS
  'Quarantined records of a document; ON DELETE CASCADE.';
CREATE INDEX idx_quarantine_run ON quarantine (run_id, reason_code);
COMMENT ON INDEX idx_quarantine_run IS
  'Quarantine of a run by reason: report, `quarantine list`.';
CREATE INDEX idx_quarantine_replayed_run ON quarantine (replayed_run_id) WHERE replayed_run_id IS NOT NULL;
COMMENT ON INDEX idx_quarantine_replayed_run IS
  'What a replay brought in.';

-- imported_rows
CREATE INDEX idx_imported_rows_run ON imported_rows (run_id);
COMMENT ON INDEX idx_imported_rows_run IS
  'Rows that a run wrote last: undo.';

-- migration_runs
CREATE INDEX idx_migration_runs_state ON migration_runs (state, started_at DESC);
COMMENT ON INDEX idx_migration_runs_state IS
  'The newest published run; runs that were interrupted.';

-- row_tombstones
CREATE INDEX idx_row_tombstones_deleted_at ON row_tombstones (deleted_at);
COMMENT ON INDEX idx_row_tombstones_deleted_at IS
  'reap_tombstones.';
