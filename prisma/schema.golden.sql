-- Extensions

CREATE EXTENSION pg_trgm;

-- Words

CREATE TYPE agent_status AS ENUM (
  'active',
  'idle',
  'suspended',
  'terminated'
);
CREATE TYPE agent_type AS ENUM (
  'master',
  'worker',
  'observer',
  'contractor',
  'system',
  'human',
  'tool',
  'other'
);
CREATE TYPE asset_type AS ENUM (
  'repository',
  'service',
  'database',
  'infrastructure',
  'documentation',
  'configuration',
  'other'
);
CREATE TYPE audit_event_type AS ENUM (
  'task_created',
  'task_completed',
  'task_failed',
  'agent_spawned',
  'agent_terminated',
  'security_event',
  'compliance_check',
  'budget_alert',
  'system_error',
  'task_updated',
  'task_assigned',
  'task_blocked',
  'task_cancelled',
  'task_handed_over',
  'agent_heartbeat',
  'agent_updated',
  'routing_decision',
  'metrics_snapshot',
  'health_report',
  'policy_violation',
  'data_access',
  'lineage_recorded',
  'git_operation',
  'incident',
  'feedback',
  'user_activity',
  'configuration_changed',
  'migration_run',
  'backup_run',
  'audit_retention',
  'other'
);
CREATE TYPE sensitivity_level AS ENUM (
  'public',
  'internal',
  'confidential',
  'restricted',
  'secret'
);
CREATE TYPE task_priority AS ENUM (
  'critical',
  'high',
  'medium',
  'low'
);
CREATE TYPE task_status AS ENUM (
  'pending',
  'in_progress',
  'completed',
  'failed',
  'blocked',
  'cancelled'
);
CREATE TYPE worker_certification AS ENUM (
  'certified',
  'provisional',
  'suspended',
  'revoked'
);

-- Tables

CREATE TABLE agent_aliases (
  alias text NOT NULL,
  agent_id text NOT NULL,
  rule text
);
CREATE TABLE agent_runs (
  agent_run_id text NOT NULL,
  agent_id text NOT NULL,
  task_id text,
  master_agent_id text,
  run_status text,
  source_status text,
  worker_type text,
  created_at timestamp with time zone,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  last_heartbeat timestamp with time zone,
  token_budget bigint,
  tokens_used bigint,
  exit_code integer,
  outcome text,
  result jsonb,
  metadata jsonb,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now()
);
CREATE TABLE agents (
  agent_id text NOT NULL,
  agent_type agent_type NOT NULL,
  agent_status agent_status DEFAULT 'active'::agent_status NOT NULL,
  display_name text,
  color text,
  icon text,
  role text,
  prompt_file text,
  parent_agent_id text,
  master_agent_id text,
  token_budget_personal integer DEFAULT 0,
  token_budget_worker_pool integer DEFAULT 0,
  tokens_used_today integer DEFAULT 0,
  tokens_used_total bigint DEFAULT 0,
  certification worker_certification,
  certification_date timestamp with time zone,
  certified_by text,
  specialization text,
  created_at timestamp with time zone DEFAULT now(),
  activated_at timestamp with time zone,
  last_checkin timestamp with time zone,
  terminated_at timestamp with time zone,
  capabilities jsonb DEFAULT '[]'::jsonb,
  configuration jsonb DEFAULT '{}'::jsonb,
  repositories text[] DEFAULT '{}'::text[],
  metadata jsonb DEFAULT '{}'::jsonb,
  tokens_used_today_on date,
  tokens_used_today_base integer,
  source_type text,
  source_status text,
  source_certification text,
  is_stub boolean DEFAULT false NOT NULL,
  is_seed boolean DEFAULT false NOT NULL,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now()
);
CREATE TABLE asset_lineage (
  id integer DEFAULT nextval('asset_lineage_id_seq'::regclass) NOT NULL,
  upstream_asset_id text NOT NULL,
  downstream_asset_id text NOT NULL,
  lineage_type text DEFAULT 'depends_on'::text,
  confidence numeric(3,2) DEFAULT 1.0,
  discovered_by text,
  discovered_at timestamp with time zone DEFAULT now(),
  metadata jsonb DEFAULT '{}'::jsonb,
  external_id text,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now()
);
CREATE TABLE assets (
  asset_id text NOT NULL,
  asset_type asset_type NOT NULL,
  name text NOT NULL,
  category text,
  subcategory text,
  namespace text,
  file_path text,
  url text,
  description text,
  owner text,
  sensitivity sensitivity_level DEFAULT 'internal'::sensitivity_level,
  created_at timestamp with time zone DEFAULT now(),
  last_modified timestamp with time zone,
  discovered_at timestamp with time zone,
  tags text[] DEFAULT '{}'::text[],
  metadata jsonb DEFAULT '{}'::jsonb,
  health_status jsonb DEFAULT '{}'::jsonb,
  search_vector tsvector GENERATED ALWAYS AS (((setweight(to_tsvector('english'::regconfig, COALESCE("left"(name, 2000), ''::text)), 'A'::"char") || setweight(to_tsvector('english'::regconfig, COALESCE("left"(description, 8000), ''::text)), 'B'::"char")) || setweight(to_tsvector('english'::regconfig, COALESCE("left"(category, 500), ''::text)), 'C'::"char"))) STORED,
  source_type text,
  source_sensitivity text,
  is_stub boolean DEFAULT false NOT NULL,
  is_seed boolean DEFAULT false NOT NULL,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now()
);
CREATE TABLE audit_chain (
  chain_no bigint NOT NULL,
  audit_id bigint NOT NULL,
  agent_id text,
  task_id text,
  asset_id text,
  salt bytea,
  body_hash bytea NOT NULL,
  chain_hash bytea NOT NULL,
  sealed_at timestamp with time zone DEFAULT now() NOT NULL,
  emptied_at timestamp with time zone
);
CREATE TABLE audit_chain_head (
  singleton boolean DEFAULT true NOT NULL,
  chain_no bigint DEFAULT 0 NOT NULL,
  chain_hash bytea NOT NULL,
  settled_id bigint DEFAULT 0 NOT NULL,
  sweep_id bigint,
  sweep_xmin bigint,
  pending_id bigint DEFAULT 0 NOT NULL,
  pending_xid bigint,
  pending_at timestamp with time zone,
  sealed_at timestamp with time zone
);
CREATE TABLE audit_logs (
  id bigint DEFAULT nextval('audit_logs_id_seq'::regclass) NOT NULL,
  event_type audit_event_type NOT NULL,
  agent_id text,
  task_id text,
  asset_id text,
  user_id text,
  event_summary text NOT NULL,
  event_details jsonb DEFAULT '{}'::jsonb,
  severity text DEFAULT 'info'::text,
  security_impact text,
  compliance_tags text[] DEFAULT '{}'::text[],
  ip_address inet,
  user_agent text,
  occurred_at timestamp with time zone DEFAULT now(),
  metadata jsonb DEFAULT '{}'::jsonb,
  external_id text,
  source_event_type text,
  source_severity text,
  derived jsonb,
  emptied_at timestamp with time zone
);
CREATE TABLE audit_withdrawals (
  chain_no bigint NOT NULL,
  run_id text NOT NULL,
  link_hash bytea NOT NULL
);
CREATE TABLE coordination_documents (
  document_id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  path bytea NOT NULL,
  path_text text NOT NULL,
  member bytea,
  member_text text,
  kind text NOT NULL,
  mode integer,
  mtime timestamp with time zone,
  size bigint NOT NULL,
  sha256 bytea NOT NULL,
  doc jsonb,
  parse_status text NOT NULL,
  repairs jsonb DEFAULT '[]'::jsonb NOT NULL,
  record_count integer NOT NULL,
  envelope_bytes bigint NOT NULL,
  separator_bytes bigint NOT NULL,
  run_id text,
  is_current boolean DEFAULT true NOT NULL,
  superseded_by bigint,
  imported_at timestamp with time zone DEFAULT now(),
  retired_run_id text,
  file_stamp text
);
CREATE TABLE deferred_definitions (
  kind text NOT NULL,
  table_name text NOT NULL,
  name text NOT NULL,
  definition text NOT NULL,
  comment text,
  run_id text NOT NULL,
  deferred_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE document_chunks (
  document_id bigint NOT NULL,
  chunk_no integer NOT NULL,
  bytes bytea NOT NULL
);
CREATE TABLE governance_policies (
  policy_id text NOT NULL,
  policy_name text NOT NULL,
  policy_type text NOT NULL,
  description text,
  policy_rules jsonb NOT NULL,
  severity text DEFAULT 'medium'::text,
  is_active boolean DEFAULT true,
  created_by text,
  created_at timestamp with time zone DEFAULT now(),
  updated_at timestamp with time zone,
  effective_from timestamp with time zone,
  effective_until timestamp with time zone,
  tags text[] DEFAULT '{}'::text[],
  metadata jsonb DEFAULT '{}'::jsonb,
  source_severity text,
  is_stub boolean DEFAULT false NOT NULL,
  is_seed boolean DEFAULT false NOT NULL,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL
);
CREATE TABLE imported_rows (
  table_name text NOT NULL,
  row_key text NOT NULL,
  image_sha256 bytea NOT NULL,
  row_version bigint,
  run_id text,
  operation text
);
CREATE TABLE installation (
  singleton boolean DEFAULT true NOT NULL,
  installation_id uuid DEFAULT gen_random_uuid() NOT NULL,
  redaction_key bytea NOT NULL
);
CREATE TABLE ledger_before_images (
  run_id text NOT NULL,
  document_id bigint NOT NULL,
  ordinal integer NOT NULL,
  disposition text NOT NULL,
  reason text,
  entry_run_id text NOT NULL,
  rows jsonb NOT NULL
);
CREATE TABLE matview_refreshes (
  view_name text NOT NULL,
  requested_by text,
  refresh_started_at timestamp with time zone,
  refreshed_at timestamp with time zone,
  duration_ms double precision,
  row_count bigint,
  refresh_count bigint DEFAULT 0 NOT NULL,
  max_staleness interval DEFAULT '00:15:00'::interval NOT NULL
);
CREATE TABLE migration_chunks (
  run_id text NOT NULL,
  chunk_no integer NOT NULL,
  phase text,
  content_hash text,
  records integer,
  rows jsonb,
  bytes bigint,
  fencing bigint,
  committed_at timestamp with time zone DEFAULT now()
);
CREATE TABLE migration_lock (
  singleton boolean DEFAULT true NOT NULL,
  run_id text,
  fencing bigint DEFAULT 0 NOT NULL,
  holder text,
  acquired_at timestamp with time zone
);
CREATE TABLE migration_progress (
  singleton boolean DEFAULT true NOT NULL,
  fencing bigint DEFAULT 0 NOT NULL,
  phase text,
  phase_started_at timestamp with time zone,
  documents bigint,
  records bigint,
  bytes bigint,
  documents_total bigint,
  records_total bigint,
  bytes_total bigint,
  beat_at timestamp with time zone
);
CREATE TABLE migration_runs (
  run_id text NOT NULL,
  tree_name text,
  manifest_hash text,
  plan_hash text,
  mapper_version text,
  target text,
  state text DEFAULT 'loading'::text NOT NULL,
  fencing bigint DEFAULT 0 NOT NULL,
  holder text,
  started_at timestamp with time zone DEFAULT now(),
  finished_at timestamp with time zone,
  published_at timestamp with time zone,
  documents bigint,
  bytes bigint,
  error_code text,
  report jsonb,
  is_undoable boolean DEFAULT true NOT NULL
);
CREATE TABLE policy_violations (
  violation_id bigint DEFAULT nextval('policy_violations_violation_id_seq'::regclass) NOT NULL,
  policy_id text NOT NULL,
  asset_id text,
  task_id text,
  agent_id text,
  violation_summary text NOT NULL,
  violation_details jsonb DEFAULT '{}'::jsonb,
  severity text DEFAULT 'medium'::text,
  status text DEFAULT 'open'::text,
  resolved_by text,
  resolution_notes text,
  detected_at timestamp with time zone DEFAULT now(),
  acknowledged_at timestamp with time zone,
  resolved_at timestamp with time zone,
  metadata jsonb DEFAULT '{}'::jsonb,
  external_id text,
  source_status text,
  source_severity text,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now()
);
CREATE TABLE quarantine (
  quarantine_id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  document_id bigint,
  ordinal integer,
  run_id text,
  path bytea,
  path_text text,
  member bytea,
  byte_offset bigint,
  byte_length bigint,
  reason_code text NOT NULL,
  detail text,
  raw bytea,
  created_at timestamp with time zone DEFAULT now(),
  replayed_at timestamp with time zone,
  replayed_run_id text
);
CREATE TABLE row_before_images (
  run_id text NOT NULL,
  table_name text NOT NULL,
  row_key text NOT NULL,
  operation text NOT NULL,
  before jsonb,
  imported jsonb
);
CREATE TABLE row_tombstones (
  table_name text NOT NULL,
  row_key text NOT NULL,
  version bigint NOT NULL,
  deleted_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE source_record_rows (
  document_id bigint NOT NULL,
  ordinal integer NOT NULL,
  table_name text NOT NULL,
  row_key text NOT NULL,
  role text NOT NULL
);
CREATE TABLE source_records (
  document_id bigint NOT NULL,
  ordinal integer NOT NULL,
  parent_ordinal integer,
  kind text NOT NULL,
  pointer text,
  byte_offset bigint,
  byte_length bigint,
  sha256 bytea NOT NULL,
  disposition text NOT NULL,
  reason text,
  run_id text NOT NULL
);
CREATE TABLE table_generations (
  table_name text NOT NULL,
  generation bigint DEFAULT 0 NOT NULL,
  bumped_at timestamp with time zone DEFAULT now() NOT NULL,
  reason text
);
CREATE TABLE task_aliases (
  alias text NOT NULL,
  task_id text NOT NULL,
  rule text
);
CREATE TABLE task_handoffs (
  handoff_id integer DEFAULT nextval('task_handoffs_handoff_id_seq'::regclass) NOT NULL,
  task_id text,
  from_agent_id text,
  to_agent_id text,
  handoff_reason text,
  context_data jsonb DEFAULT '{}'::jsonb,
  created_at timestamp with time zone DEFAULT now(),
  acknowledged_at timestamp with time zone,
  external_id text,
  source_status text,
  source_priority text,
  metadata jsonb DEFAULT '{}'::jsonb,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now()
);
CREATE TABLE task_lineage (
  id integer DEFAULT nextval('task_lineage_id_seq'::regclass) NOT NULL,
  parent_task_id text NOT NULL,
  child_task_id text NOT NULL,
  relationship_type text DEFAULT 'spawned'::text NOT NULL,
  created_at timestamp with time zone DEFAULT now(),
  external_id text,
  metadata jsonb DEFAULT '{}'::jsonb,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now()
);
CREATE TABLE task_versions (
  version_id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  source_key text,
  task_id text NOT NULL,
  document_id bigint,
  ordinal integer,
  origin text,
  reason text,
  task_status text,
  task_priority text,
  title text,
  source_status text,
  source_priority text,
  source_updated_at timestamp with time zone,
  created_at timestamp with time zone,
  content jsonb,
  recorded_at timestamp with time zone DEFAULT now()
);
CREATE TABLE tasks (
  task_id text NOT NULL,
  task_status task_status DEFAULT 'pending'::task_status NOT NULL,
  task_priority task_priority DEFAULT 'medium'::task_priority NOT NULL,
  title text NOT NULL,
  description text,
  task_type text,
  category text,
  assigned_to_agent_id text,
  created_by_agent_id text,
  master_agent_id text,
  parent_task_id text,
  root_task_id text,
  repository_owner text,
  repository_name text,
  repository_url text,
  tokens_allocated integer DEFAULT 0,
  tokens_used integer DEFAULT 0,
  timeout_minutes integer,
  sla_minutes integer,
  created_at timestamp with time zone DEFAULT now(),
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  failed_at timestamp with time zone,
  due_at timestamp with time zone,
  result_summary text,
  result_data jsonb DEFAULT '{}'::jsonb,
  error_message text,
  error_details jsonb,
  tags text[] DEFAULT '{}'::text[],
  metadata jsonb DEFAULT '{}'::jsonb,
  source_status text,
  source_priority text,
  is_stub boolean DEFAULT false NOT NULL,
  is_seed boolean DEFAULT false NOT NULL,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now()
);
CREATE TABLE token_budget_history (
  id bigint DEFAULT nextval('token_budget_history_id_seq'::regclass) NOT NULL,
  agent_id text NOT NULL,
  task_id text,
  tokens_used integer NOT NULL,
  tokens_remaining integer NOT NULL,
  budget_type text NOT NULL,
  operation text,
  recorded_at timestamp with time zone DEFAULT now(),
  metadata jsonb DEFAULT '{}'::jsonb,
  external_id text,
  derived jsonb
);
CREATE TABLE users (
  user_id text NOT NULL,
  username text NOT NULL,
  email text NOT NULL,
  password_hash text,
  api_key_hash text,
  full_name text,
  role text DEFAULT 'user'::text,
  is_active boolean DEFAULT true,
  is_verified boolean DEFAULT false,
  created_at timestamp with time zone DEFAULT now(),
  last_login timestamp with time zone,
  verified_at timestamp with time zone,
  preferences jsonb DEFAULT '{}'::jsonb,
  metadata jsonb DEFAULT '{}'::jsonb,
  source_role text,
  is_stub boolean DEFAULT false NOT NULL,
  is_seed boolean DEFAULT false NOT NULL,
  derived jsonb,
  version bigint DEFAULT 1 NOT NULL,
  updated_at timestamp with time zone DEFAULT now()
);

-- Keys and checks

ALTER TABLE agent_aliases ADD CONSTRAINT agent_aliases_pkey PRIMARY KEY (alias);
ALTER TABLE agent_aliases ADD CONSTRAINT agent_aliases_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(agent_id) ON DELETE CASCADE;
ALTER TABLE agent_runs ADD CONSTRAINT agent_runs_pkey PRIMARY KEY (agent_run_id);
ALTER TABLE agent_runs ADD CONSTRAINT agent_runs_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(agent_id) ON DELETE CASCADE;
ALTER TABLE agent_runs ADD CONSTRAINT agent_runs_master_agent_id_fkey FOREIGN KEY (master_agent_id) REFERENCES agents(agent_id) ON DELETE SET NULL;
ALTER TABLE agent_runs ADD CONSTRAINT agent_runs_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(task_id) ON DELETE SET NULL;
ALTER TABLE agents ADD CONSTRAINT agents_pkey PRIMARY KEY (agent_id);
ALTER TABLE agents ADD CONSTRAINT agents_certified_by_fkey FOREIGN KEY (certified_by) REFERENCES agents(agent_id);
ALTER TABLE agents ADD CONSTRAINT agents_master_agent_id_fkey FOREIGN KEY (master_agent_id) REFERENCES agents(agent_id) ON DELETE SET NULL;
ALTER TABLE agents ADD CONSTRAINT agents_parent_agent_id_fkey FOREIGN KEY (parent_agent_id) REFERENCES agents(agent_id) ON DELETE SET NULL;
ALTER TABLE asset_lineage ADD CONSTRAINT asset_lineage_pkey PRIMARY KEY (id);
ALTER TABLE asset_lineage ADD CONSTRAINT asset_lineage_confidence_check CHECK (((confidence >= (0)::numeric) AND (confidence <= (1)::numeric)));
ALTER TABLE asset_lineage ADD CONSTRAINT asset_lineage_discovered_by_fkey FOREIGN KEY (discovered_by) REFERENCES agents(agent_id);
ALTER TABLE asset_lineage ADD CONSTRAINT asset_lineage_downstream_asset_id_fkey FOREIGN KEY (downstream_asset_id) REFERENCES assets(asset_id) ON DELETE CASCADE;
ALTER TABLE asset_lineage ADD CONSTRAINT asset_lineage_upstream_asset_id_downstream_asset_id_lineage_key UNIQUE (upstream_asset_id, downstream_asset_id, lineage_type);
ALTER TABLE asset_lineage ADD CONSTRAINT asset_lineage_upstream_asset_id_fkey FOREIGN KEY (upstream_asset_id) REFERENCES assets(asset_id) ON DELETE CASCADE;
ALTER TABLE assets ADD CONSTRAINT assets_pkey PRIMARY KEY (asset_id);
ALTER TABLE audit_chain ADD CONSTRAINT audit_chain_pkey PRIMARY KEY (chain_no);
ALTER TABLE audit_chain ADD CONSTRAINT audit_chain_audit_id_key UNIQUE (audit_id);
ALTER TABLE audit_chain_head ADD CONSTRAINT audit_chain_head_pkey PRIMARY KEY (singleton);
ALTER TABLE audit_chain_head ADD CONSTRAINT audit_chain_head_singleton_check CHECK (singleton);
ALTER TABLE audit_logs ADD CONSTRAINT audit_logs_pkey PRIMARY KEY (id);
ALTER TABLE audit_logs ADD CONSTRAINT audit_logs_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(agent_id) ON DELETE SET NULL;
ALTER TABLE audit_logs ADD CONSTRAINT audit_logs_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(asset_id) ON DELETE SET NULL;
ALTER TABLE audit_logs ADD CONSTRAINT audit_logs_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(task_id) ON DELETE SET NULL;
ALTER TABLE audit_withdrawals ADD CONSTRAINT audit_withdrawals_pkey PRIMARY KEY (chain_no);
ALTER TABLE audit_withdrawals ADD CONSTRAINT audit_withdrawals_run_id_fkey FOREIGN KEY (run_id) REFERENCES migration_runs(run_id);
ALTER TABLE coordination_documents ADD CONSTRAINT coordination_documents_pkey PRIMARY KEY (document_id);
ALTER TABLE coordination_documents ADD CONSTRAINT coordination_documents_parse_status_check CHECK ((parse_status = ANY (ARRAY['parsed'::text, 'repaired'::text, 'opaque'::text, 'empty'::text, 'quarantined'::text])));
ALTER TABLE coordination_documents ADD CONSTRAINT coordination_documents_retired_run_id_fkey FOREIGN KEY (retired_run_id) REFERENCES migration_runs(run_id);
ALTER TABLE coordination_documents ADD CONSTRAINT coordination_documents_run_id_fkey FOREIGN KEY (run_id) REFERENCES migration_runs(run_id);
ALTER TABLE coordination_documents ADD CONSTRAINT coordination_documents_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES coordination_documents(document_id);
ALTER TABLE deferred_definitions ADD CONSTRAINT deferred_definitions_pkey PRIMARY KEY (table_name, kind, name);
ALTER TABLE deferred_definitions ADD CONSTRAINT deferred_definitions_kind_check CHECK ((kind = ANY (ARRAY['index'::text, 'foreign key'::text])));
ALTER TABLE document_chunks ADD CONSTRAINT document_chunks_pkey PRIMARY KEY (document_id, chunk_no);
ALTER TABLE document_chunks ADD CONSTRAINT document_chunks_document_id_fkey FOREIGN KEY (document_id) REFERENCES coordination_documents(document_id) ON DELETE CASCADE;
ALTER TABLE document_chunks ADD CONSTRAINT document_chunks_size_check CHECK ((octet_length(bytes) <= 8388608));
ALTER TABLE governance_policies ADD CONSTRAINT governance_policies_pkey PRIMARY KEY (policy_id);
ALTER TABLE governance_policies ADD CONSTRAINT governance_policies_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(user_id);
ALTER TABLE imported_rows ADD CONSTRAINT imported_rows_pkey PRIMARY KEY (table_name, row_key);
ALTER TABLE imported_rows ADD CONSTRAINT imported_rows_operation_check CHECK ((operation = ANY (ARRAY['insert'::text, 'update'::text])));
ALTER TABLE imported_rows ADD CONSTRAINT imported_rows_run_id_fkey FOREIGN KEY (run_id) REFERENCES migration_runs(run_id);
ALTER TABLE installation ADD CONSTRAINT installation_pkey PRIMARY KEY (singleton);
ALTER TABLE installation ADD CONSTRAINT installation_singleton_check CHECK (singleton);
ALTER TABLE ledger_before_images ADD CONSTRAINT ledger_before_images_pkey PRIMARY KEY (run_id, document_id, ordinal);
ALTER TABLE ledger_before_images ADD CONSTRAINT ledger_before_images_run_id_fkey FOREIGN KEY (run_id) REFERENCES migration_runs(run_id);
ALTER TABLE matview_refreshes ADD CONSTRAINT matview_refreshes_pkey PRIMARY KEY (view_name);
ALTER TABLE migration_chunks ADD CONSTRAINT migration_chunks_pkey PRIMARY KEY (run_id, chunk_no);
ALTER TABLE migration_chunks ADD CONSTRAINT migration_chunks_run_id_fkey FOREIGN KEY (run_id) REFERENCES migration_runs(run_id) ON DELETE CASCADE;
ALTER TABLE migration_lock ADD CONSTRAINT migration_lock_pkey PRIMARY KEY (singleton);
ALTER TABLE migration_lock ADD CONSTRAINT migration_lock_singleton_check CHECK (singleton);
ALTER TABLE migration_progress ADD CONSTRAINT migration_progress_pkey PRIMARY KEY (singleton);
ALTER TABLE migration_progress ADD CONSTRAINT migration_progress_singleton_check CHECK (singleton);
ALTER TABLE migration_runs ADD CONSTRAINT migration_runs_pkey PRIMARY KEY (run_id);
ALTER TABLE migration_runs ADD CONSTRAINT migration_runs_state_check CHECK ((state = ANY (ARRAY['loading'::text, 'gated'::text, 'published'::text, 'failed'::text, 'interrupted'::text, 'undoing'::text, 'undone'::text])));
ALTER TABLE policy_violations ADD CONSTRAINT policy_violations_pkey PRIMARY KEY (violation_id);
ALTER TABLE policy_violations ADD CONSTRAINT policy_violations_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(agent_id) ON DELETE SET NULL;
ALTER TABLE policy_violations ADD CONSTRAINT policy_violations_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(asset_id) ON DELETE SET NULL;
ALTER TABLE policy_violations ADD CONSTRAINT policy_violations_external_id_key UNIQUE (external_id);
ALTER TABLE policy_violations ADD CONSTRAINT policy_violations_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES governance_policies(policy_id);
ALTER TABLE policy_violations ADD CONSTRAINT policy_violations_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES users(user_id);
ALTER TABLE policy_violations ADD CONSTRAINT policy_violations_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(task_id) ON DELETE SET NULL;
ALTER TABLE quarantine ADD CONSTRAINT quarantine_pkey PRIMARY KEY (quarantine_id);
ALTER TABLE quarantine ADD CONSTRAINT quarantine_document_id_fkey FOREIGN KEY (document_id) REFERENCES coordination_documents(document_id) ON DELETE CASCADE;
ALTER TABLE quarantine ADD CONSTRAINT quarantine_replayed_run_id_fkey FOREIGN KEY (replayed_run_id) REFERENCES migration_runs(run_id);
ALTER TABLE quarantine ADD CONSTRAINT quarantine_run_id_fkey FOREIGN KEY (run_id) REFERENCES migration_runs(run_id);
ALTER TABLE row_before_images ADD CONSTRAINT row_before_images_pkey PRIMARY KEY (run_id, table_name, row_key);
ALTER TABLE row_before_images ADD CONSTRAINT row_before_images_operation_check CHECK ((operation = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text])));
ALTER TABLE row_before_images ADD CONSTRAINT row_before_images_run_id_fkey FOREIGN KEY (run_id) REFERENCES migration_runs(run_id);
ALTER TABLE row_tombstones ADD CONSTRAINT row_tombstones_pkey PRIMARY KEY (table_name, row_key);
ALTER TABLE source_record_rows ADD CONSTRAINT source_record_rows_pkey PRIMARY KEY (document_id, ordinal, table_name, row_key);
ALTER TABLE source_record_rows ADD CONSTRAINT source_record_rows_role_check CHECK ((role = ANY (ARRAY['primary'::text, 'secondary'::text, 'stub'::text])));
ALTER TABLE source_records ADD CONSTRAINT source_records_pkey PRIMARY KEY (document_id, ordinal);
ALTER TABLE source_records ADD CONSTRAINT source_records_disposition_check CHECK ((disposition = ANY (ARRAY['inserted'::text, 'updated'::text, 'unchanged'::text, 'duplicate'::text, 'quarantined'::text, 'archived-only'::text])));
ALTER TABLE table_generations ADD CONSTRAINT table_generations_pkey PRIMARY KEY (table_name);
ALTER TABLE task_aliases ADD CONSTRAINT task_aliases_pkey PRIMARY KEY (alias);
ALTER TABLE task_aliases ADD CONSTRAINT task_aliases_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(task_id) ON DELETE CASCADE;
ALTER TABLE task_handoffs ADD CONSTRAINT task_handoffs_pkey PRIMARY KEY (handoff_id);
ALTER TABLE task_handoffs ADD CONSTRAINT task_handoffs_external_id_key UNIQUE (external_id);
ALTER TABLE task_handoffs ADD CONSTRAINT task_handoffs_from_agent_id_fkey FOREIGN KEY (from_agent_id) REFERENCES agents(agent_id);
ALTER TABLE task_handoffs ADD CONSTRAINT task_handoffs_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(task_id) ON DELETE CASCADE;
ALTER TABLE task_handoffs ADD CONSTRAINT task_handoffs_to_agent_id_fkey FOREIGN KEY (to_agent_id) REFERENCES agents(agent_id);
ALTER TABLE task_lineage ADD CONSTRAINT task_lineage_pkey PRIMARY KEY (id);
ALTER TABLE task_lineage ADD CONSTRAINT task_lineage_child_task_id_fkey FOREIGN KEY (child_task_id) REFERENCES tasks(task_id) ON DELETE CASCADE;
ALTER TABLE task_lineage ADD CONSTRAINT task_lineage_parent_task_id_child_task_id_relationship_type_key UNIQUE (parent_task_id, child_task_id, relationship_type);
ALTER TABLE task_lineage ADD CONSTRAINT task_lineage_parent_task_id_fkey FOREIGN KEY (parent_task_id) REFERENCES tasks(task_id) ON DELETE CASCADE;
ALTER TABLE task_versions ADD CONSTRAINT task_versions_pkey PRIMARY KEY (version_id);
ALTER TABLE task_versions ADD CONSTRAINT task_versions_document_id_fkey FOREIGN KEY (document_id) REFERENCES coordination_documents(document_id) ON DELETE CASCADE;
ALTER TABLE task_versions ADD CONSTRAINT task_versions_document_id_ordinal_key UNIQUE (document_id, ordinal);
ALTER TABLE task_versions ADD CONSTRAINT task_versions_source_key_key UNIQUE (source_key);
ALTER TABLE task_versions ADD CONSTRAINT task_versions_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(task_id) ON DELETE CASCADE;
ALTER TABLE tasks ADD CONSTRAINT tasks_pkey PRIMARY KEY (task_id);
ALTER TABLE tasks ADD CONSTRAINT tasks_assigned_to_agent_id_fkey FOREIGN KEY (assigned_to_agent_id) REFERENCES agents(agent_id) ON DELETE SET NULL;
ALTER TABLE tasks ADD CONSTRAINT tasks_created_by_agent_id_fkey FOREIGN KEY (created_by_agent_id) REFERENCES agents(agent_id) ON DELETE SET NULL;
ALTER TABLE tasks ADD CONSTRAINT tasks_master_agent_id_fkey FOREIGN KEY (master_agent_id) REFERENCES agents(agent_id) ON DELETE SET NULL;
ALTER TABLE tasks ADD CONSTRAINT tasks_parent_task_id_fkey FOREIGN KEY (parent_task_id) REFERENCES tasks(task_id) ON DELETE CASCADE;
ALTER TABLE tasks ADD CONSTRAINT tasks_root_task_id_fkey FOREIGN KEY (root_task_id) REFERENCES tasks(task_id) ON DELETE CASCADE;
ALTER TABLE token_budget_history ADD CONSTRAINT token_budget_history_pkey PRIMARY KEY (id);
ALTER TABLE token_budget_history ADD CONSTRAINT token_budget_history_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agents(agent_id) ON DELETE CASCADE;
ALTER TABLE token_budget_history ADD CONSTRAINT token_budget_history_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(task_id) ON DELETE SET NULL;
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (user_id);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
ALTER TABLE users ADD CONSTRAINT users_username_key UNIQUE (username);

-- Indexes

CREATE INDEX idx_agent_aliases_agent ON public.agent_aliases USING btree (agent_id);
CREATE INDEX idx_agent_runs_agent ON public.agent_runs USING btree (agent_id, started_at DESC);
CREATE INDEX idx_agent_runs_master ON public.agent_runs USING btree (master_agent_id) WHERE (master_agent_id IS NOT NULL);
CREATE INDEX idx_agent_runs_status ON public.agent_runs USING btree (run_status, last_heartbeat);
CREATE INDEX idx_agent_runs_task ON public.agent_runs USING btree (task_id) WHERE (task_id IS NOT NULL);
CREATE INDEX idx_agents_certified_by ON public.agents USING btree (certified_by) WHERE (certified_by IS NOT NULL);
CREATE INDEX idx_agents_last_checkin ON public.agents USING btree (last_checkin);
CREATE INDEX idx_agents_master ON public.agents USING btree (master_agent_id) WHERE (master_agent_id IS NOT NULL);
CREATE INDEX idx_agents_parent ON public.agents USING btree (parent_agent_id) WHERE (parent_agent_id IS NOT NULL);
CREATE INDEX idx_agents_type_status ON public.agents USING btree (agent_type, agent_status);
CREATE INDEX idx_asset_lineage_discovered_by ON public.asset_lineage USING btree (discovered_by) WHERE (discovered_by IS NOT NULL);
CREATE INDEX idx_asset_lineage_downstream ON public.asset_lineage USING btree (downstream_asset_id);
CREATE INDEX idx_assets_category ON public.assets USING btree (category, subcategory);
CREATE INDEX idx_assets_file_path ON public.assets USING btree ("left"(file_path, 500) text_pattern_ops) WHERE (file_path IS NOT NULL);
CREATE INDEX idx_assets_id_trgm ON public.assets USING gin ("left"(asset_id, 200) gin_trgm_ops);
CREATE INDEX idx_assets_last_modified ON public.assets USING btree (last_modified DESC);
CREATE INDEX idx_assets_name_trgm ON public.assets USING gin ("left"(name, 200) gin_trgm_ops);
CREATE INDEX idx_assets_name_words ON public.assets USING gin (to_tsvector('english'::regconfig, "left"(name, 2000)));
CREATE INDEX idx_assets_namespace ON public.assets USING btree (namespace) WHERE (namespace IS NOT NULL);
CREATE INDEX idx_assets_owner ON public.assets USING btree (owner) WHERE (owner IS NOT NULL);
CREATE INDEX idx_assets_search ON public.assets USING gin (search_vector);
CREATE INDEX idx_assets_sensitivity ON public.assets USING btree (sensitivity);
CREATE INDEX idx_assets_tags ON public.assets USING gin (tags);
CREATE INDEX idx_assets_type ON public.assets USING btree (asset_type, asset_id);
CREATE INDEX idx_audit_logs_agent ON public.audit_logs USING btree (agent_id, occurred_at DESC) WHERE (agent_id IS NOT NULL);
CREATE INDEX idx_audit_logs_asset ON public.audit_logs USING btree (asset_id, occurred_at DESC) WHERE (asset_id IS NOT NULL);
CREATE INDEX idx_audit_logs_compliance ON public.audit_logs USING gin (compliance_tags) WHERE (compliance_tags <> '{}'::text[]);
CREATE INDEX idx_audit_logs_event_type ON public.audit_logs USING btree (event_type, occurred_at DESC);
CREATE INDEX idx_audit_logs_occurred_at ON public.audit_logs USING btree (occurred_at DESC, id DESC);
CREATE INDEX idx_audit_logs_security ON public.audit_logs USING btree (occurred_at DESC NULLS LAST) WHERE (security_impact = ANY (ARRAY['high'::text, 'critical'::text]));
CREATE INDEX idx_audit_logs_severity ON public.audit_logs USING btree (severity, occurred_at DESC);
CREATE INDEX idx_audit_logs_task ON public.audit_logs USING btree (task_id, occurred_at DESC) WHERE (task_id IS NOT NULL);
CREATE INDEX idx_audit_logs_user ON public.audit_logs USING btree (user_id, occurred_at DESC) WHERE (user_id IS NOT NULL);
CREATE INDEX idx_audit_withdrawals_run ON public.audit_withdrawals USING btree (run_id);
CREATE INDEX idx_coordination_documents_kind ON public.coordination_documents USING btree (kind) WHERE is_current;
CREATE INDEX idx_coordination_documents_retired ON public.coordination_documents USING btree (retired_run_id) WHERE (retired_run_id IS NOT NULL);
CREATE INDEX idx_coordination_documents_run ON public.coordination_documents USING btree (run_id);
CREATE INDEX idx_coordination_documents_superseded_by ON public.coordination_documents USING btree (superseded_by) WHERE (superseded_by IS NOT NULL);
CREATE UNIQUE INDEX uq_coordination_documents_current ON public.coordination_documents USING btree (path, COALESCE(member, '\x'::bytea)) WHERE is_current;
CREATE INDEX idx_governance_policies_created_by ON public.governance_policies USING btree (created_by) WHERE (created_by IS NOT NULL);
CREATE INDEX idx_governance_policies_type ON public.governance_policies USING btree (policy_type, is_active);
CREATE INDEX idx_imported_rows_run ON public.imported_rows USING btree (run_id);
CREATE INDEX idx_migration_runs_state ON public.migration_runs USING btree (state, started_at DESC);
CREATE UNIQUE INDEX uq_mv_agent_utilization ON public.mv_agent_utilization USING btree (agent_id);
CREATE UNIQUE INDEX uq_mv_asset_catalog_summary ON public.mv_asset_catalog_summary USING btree (asset_type, category, sensitivity);
CREATE UNIQUE INDEX uq_mv_open_violations ON public.mv_open_violations USING btree (policy_id, severity);
CREATE UNIQUE INDEX uq_mv_task_throughput_daily ON public.mv_task_throughput_daily USING btree (day);
CREATE UNIQUE INDEX uq_mv_token_usage_daily ON public.mv_token_usage_daily USING btree (day, agent_id, budget_type);
CREATE UNIQUE INDEX uq_mv_worker_efficiency ON public.mv_worker_efficiency USING btree (agent_id);
CREATE INDEX idx_policy_violations_agent ON public.policy_violations USING btree (agent_id) WHERE (agent_id IS NOT NULL);
CREATE INDEX idx_policy_violations_asset ON public.policy_violations USING btree (asset_id) WHERE (asset_id IS NOT NULL);
CREATE INDEX idx_policy_violations_policy ON public.policy_violations USING btree (policy_id, status);
CREATE INDEX idx_policy_violations_resolved_by ON public.policy_violations USING btree (resolved_by) WHERE (resolved_by IS NOT NULL);
CREATE INDEX idx_policy_violations_status ON public.policy_violations USING btree (status, detected_at DESC);
CREATE INDEX idx_policy_violations_task ON public.policy_violations USING btree (task_id) WHERE (task_id IS NOT NULL);
CREATE INDEX idx_quarantine_document ON public.quarantine USING btree (document_id);
CREATE INDEX idx_quarantine_replayed_run ON public.quarantine USING btree (replayed_run_id) WHERE (replayed_run_id IS NOT NULL);
CREATE INDEX idx_quarantine_run ON public.quarantine USING btree (run_id, reason_code);
CREATE UNIQUE INDEX uq_quarantine_open ON public.quarantine USING btree (document_id, ordinal) WHERE (replayed_at IS NULL);
CREATE INDEX idx_row_tombstones_deleted_at ON public.row_tombstones USING btree (deleted_at);
CREATE INDEX idx_source_record_rows_row ON public.source_record_rows USING btree (table_name, row_key);
CREATE INDEX idx_task_aliases_task ON public.task_aliases USING btree (task_id);
CREATE INDEX idx_task_handoffs_created_at ON public.task_handoffs USING btree (created_at DESC, handoff_id);
CREATE INDEX idx_task_handoffs_from ON public.task_handoffs USING btree (from_agent_id) WHERE (from_agent_id IS NOT NULL);
CREATE INDEX idx_task_handoffs_task ON public.task_handoffs USING btree (task_id) WHERE (task_id IS NOT NULL);
CREATE INDEX idx_task_handoffs_to ON public.task_handoffs USING btree (to_agent_id, acknowledged_at) WHERE (to_agent_id IS NOT NULL);
CREATE INDEX idx_task_lineage_child ON public.task_lineage USING btree (child_task_id);
CREATE INDEX idx_task_versions_task ON public.task_versions USING btree (task_id, version_id);
CREATE INDEX idx_tasks_assigned ON public.tasks USING btree (assigned_to_agent_id, task_status, completed_at) WHERE (assigned_to_agent_id IS NOT NULL);
CREATE INDEX idx_tasks_completed_at ON public.tasks USING btree (completed_at) WHERE (completed_at IS NOT NULL);
CREATE INDEX idx_tasks_created_at ON public.tasks USING btree (created_at DESC, task_id);
CREATE INDEX idx_tasks_created_by ON public.tasks USING btree (created_by_agent_id) WHERE (created_by_agent_id IS NOT NULL);
CREATE INDEX idx_tasks_due_at ON public.tasks USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX idx_tasks_master ON public.tasks USING btree (master_agent_id, task_status) WHERE (master_agent_id IS NOT NULL);
CREATE INDEX idx_tasks_parent ON public.tasks USING btree (parent_task_id) WHERE (parent_task_id IS NOT NULL);
CREATE INDEX idx_tasks_priority_status ON public.tasks USING btree (task_priority, task_status);
CREATE INDEX idx_tasks_queue ON public.tasks USING btree (task_priority, created_at, task_id) WHERE (task_status = 'pending'::task_status);
CREATE INDEX idx_tasks_repository ON public.tasks USING btree (repository_owner, repository_name) WHERE (repository_name IS NOT NULL);
CREATE INDEX idx_tasks_root ON public.tasks USING btree (root_task_id) WHERE (root_task_id IS NOT NULL);
CREATE INDEX idx_tasks_status_created ON public.tasks USING btree (task_status, created_at DESC, task_id);
CREATE INDEX idx_tasks_tags ON public.tasks USING gin (tags);
CREATE INDEX idx_token_budget_history_agent ON public.token_budget_history USING btree (agent_id, recorded_at DESC);
CREATE INDEX idx_token_budget_history_task ON public.token_budget_history USING btree (task_id) WHERE (task_id IS NOT NULL);
CREATE INDEX idx_users_api_key_hash ON public.users USING btree (api_key_hash) WHERE (api_key_hash IS NOT NULL);

-- Functions

CREATE OR REPLACE FUNCTION public.agent_runs_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'agent_runs', agent_run_id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.agent_runs_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'agent_runs' AND row_key = NEW.agent_run_id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.agent_runs_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('agent_runs', OLD.agent_run_id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'agent_runs' AND row_key = NEW.agent_run_id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.agent_runs_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'agent_runs') THEN
        UPDATE agent_runs AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'agent_runs' AND buried.row_key = i.agent_run_id::text
        WHERE r.agent_run_id = i.agent_run_id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.agents_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'agents', agent_id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.agents_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'agents' AND row_key = NEW.agent_id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.agents_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('agents', OLD.agent_id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'agents' AND row_key = NEW.agent_id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.agents_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'agents') THEN
        UPDATE agents AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'agents' AND buried.row_key = i.agent_id::text
        WHERE r.agent_id = i.agent_id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.apply_audit_retention(retain interval DEFAULT '90 days'::interval, batch integer DEFAULT 10000)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  emptied integer;
BEGIN
  IF retain < interval '90 days' AND NOT has_table_privilege(session_user, 'installation'::regclass, 'SELECT') THEN
    RAISE EXCEPTION 'audit rows are kept for at least 90 days'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Give a longer interval, or call it as the owner.';
  END IF;
  PERFORM pg_advisory_xact_lock(audit_chain_lock_key());
  WITH due AS (
    SELECT a.id FROM audit_logs a JOIN audit_chain c ON c.audit_id = a.id
    WHERE a.severity IN ('debug', 'info') AND a.emptied_at IS NULL AND a.occurred_at < now() - retain
      AND (c.sealed_at < now() - retain OR NOT EXISTS (
        SELECT FROM source_record_rows r WHERE r.table_name = 'audit_logs' AND r.row_key = a.id::text))
    ORDER BY a.occurred_at LIMIT batch
  ),
  emptied_links AS (
    UPDATE audit_chain c SET emptied_at = now(), salt = NULL FROM due WHERE c.audit_id = due.id
  ),
  emptied_rows AS (
    UPDATE audit_logs a SET
      event_summary = '', event_details = NULL, user_id = NULL, compliance_tags = NULL, ip_address = NULL,
      user_agent = NULL, metadata = NULL, external_id = NULL, source_event_type = NULL, source_severity = NULL,
      derived = NULL, emptied_at = now()
    FROM due WHERE a.id = due.id
    RETURNING a.id
  )
  SELECT count(*) INTO emptied FROM emptied_rows;
  IF emptied > 0 THEN
    INSERT INTO audit_logs (event_type, event_summary, event_details)
    VALUES ('audit_retention', 'Audit rows emptied: ' || emptied,
            jsonb_build_object('emptied', emptied, 'older_than', (now() - retain)::text));
  END IF;
  RETURN emptied;
END
$function$;
CREATE OR REPLACE FUNCTION public.asset_lineage_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'asset_lineage', id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.asset_lineage_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'asset_lineage' AND row_key = NEW.id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.asset_lineage_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('asset_lineage', OLD.id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'asset_lineage' AND row_key = NEW.id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.asset_lineage_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'asset_lineage') THEN
        UPDATE asset_lineage AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'asset_lineage' AND buried.row_key = i.id::text
        WHERE r.id = i.id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.assets_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'assets', asset_id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.assets_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'assets' AND row_key = NEW.asset_id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.assets_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('assets', OLD.asset_id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'assets' AND row_key = NEW.asset_id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.assets_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'assets') THEN
        UPDATE assets AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'assets' AND buried.row_key = i.asset_id::text
        WHERE r.asset_id = i.asset_id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.audit_agent()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  actor CONSTANT text := nullif(current_setting('cortex.user_id', true), '');
  headline CONSTANT text := left(coalesce(NEW.display_name, NEW.agent_id), 500);
BEGIN
  IF TG_ARGV[0] = 'spawned' THEN
    INSERT INTO audit_logs (event_type, agent_id, user_id, event_summary, event_details)
    VALUES ('agent_spawned', NEW.agent_id, actor, 'Agent spawned: ' || headline,
            jsonb_build_object('agent_type', NEW.agent_type, 'master_agent_id', NEW.master_agent_id,
                               'parent_agent_id', NEW.parent_agent_id));
  ELSIF TG_ARGV[0] = 'terminated' THEN
    INSERT INTO audit_logs (event_type, agent_id, user_id, event_summary, event_details)
    VALUES ('agent_terminated', NEW.agent_id, actor, 'Agent terminated: ' || headline,
            jsonb_build_object('agent_type', NEW.agent_type, 'tokens_used_total', NEW.tokens_used_total));
  ELSE
    INSERT INTO audit_logs (event_type, agent_id, user_id, event_summary, event_details, severity)
    VALUES ('budget_alert', NEW.agent_id, actor, 'Agent used more tokens today than its budget: ' || headline,
            jsonb_build_object(
              'token_budget_total',
              coalesce(NEW.token_budget_personal, 0)::bigint + coalesce(NEW.token_budget_worker_pool, 0),
              'tokens_used_today', NEW.tokens_used_today - coalesce(NEW.tokens_used_today_base, 0)), 'warning');
  END IF;
  RETURN NULL;
END
$function$;
CREATE OR REPLACE FUNCTION public.audit_body_hash(log audit_logs, salt bytea)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN sha256((salt || convert_to((jsonb_build_array((log).user_id, (log).event_summary, (log).event_details, (log).compliance_tags, (log).ip_address, (log).user_agent, (log).metadata, (log).external_id, (log).source_event_type, (log).source_severity, (log).derived))::text, 'UTF8'::name)));
CREATE AGGREGATE audit_chain_fold(bytea) (SFUNC = audit_chain_step, STYPE = bytea);
CREATE OR REPLACE FUNCTION public.audit_chain_lock_key()
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN 1635083380;
CREATE OR REPLACE FUNCTION public.audit_chain_step(chain_hash bytea, link bytea)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN sha256((chain_hash || link));
CREATE OR REPLACE FUNCTION public.audit_link(log audit_logs, link audit_chain)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN sha256((convert_to((jsonb_build_array((link).chain_no, (link).audit_id, (link).agent_id, (link).task_id, (link).asset_id, ((log).event_type)::text, (log).severity, (log).security_impact, EXTRACT(epoch FROM (log).occurred_at)))::text, 'UTF8'::name) || (link).body_hash));
CREATE OR REPLACE FUNCTION public.audit_task()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  actor CONSTANT text := nullif(current_setting('cortex.user_id', true), '');
  headline CONSTANT text := left(NEW.title, 500);
BEGIN
  IF TG_ARGV[0] = 'created' THEN
    INSERT INTO audit_logs (event_type, agent_id, task_id, user_id, event_summary, event_details)
    VALUES ('task_created', NEW.created_by_agent_id, NEW.task_id, actor, 'Task created: ' || headline,
            jsonb_build_object('task_status', NEW.task_status, 'task_priority', NEW.task_priority,
                               'assigned_to_agent_id', NEW.assigned_to_agent_id,
                               'parent_task_id', NEW.parent_task_id));
  ELSIF TG_ARGV[0] = 'completed' THEN
    INSERT INTO audit_logs (event_type, agent_id, task_id, user_id, event_summary, event_details)
    VALUES ('task_completed', NEW.assigned_to_agent_id, NEW.task_id, actor, 'Task completed: ' || headline,
            jsonb_build_object('tokens_used', NEW.tokens_used,
                               'duration_seconds', extract(epoch FROM NEW.completed_at - NEW.started_at)));
  ELSIF TG_ARGV[0] = 'failed' THEN
    INSERT INTO audit_logs (event_type, agent_id, task_id, user_id, event_summary, event_details, severity)
    VALUES ('task_failed', NEW.assigned_to_agent_id, NEW.task_id, actor, 'Task failed: ' || headline,
            jsonb_build_object('error_message', left(NEW.error_message, 8000),
                               'error_details', NEW.error_details), 'error');
  ELSE
    INSERT INTO audit_logs (event_type, agent_id, task_id, user_id, event_summary, event_details, severity)
    VALUES ('budget_alert', NEW.assigned_to_agent_id, NEW.task_id, actor,
            'Task used more tokens than it was allocated: ' || headline,
            jsonb_build_object('tokens_allocated', NEW.tokens_allocated, 'tokens_used', NEW.tokens_used), 'warning');
  END IF;
  RETURN NULL;
END
$function$;
CREATE OR REPLACE FUNCTION public.bump_table_generation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO table_generations AS g (table_name, generation, bumped_at, reason)
  VALUES (TG_TABLE_NAME, 1, now(), lower(TG_OP))
  ON CONFLICT (table_name) DO UPDATE
    SET generation = g.generation + 1, bumped_at = excluded.bumped_at, reason = excluded.reason;
  RETURN NULL;
END
$function$;
CREATE OR REPLACE FUNCTION public.check_lineage_arguments(direction text, max_depth integer)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  IF direction IS NULL OR direction NOT IN ('upstream', 'downstream', 'both') THEN
    RAISE EXCEPTION 'direction must be upstream, downstream or both, not %', coalesce(direction, 'NULL')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- 100 steps are further than any lineage of the profiled trees; without a bound a cycle would walk for ever.
  RETURN least(greatest(coalesce(max_depth, 10), 0), 100);
END
$function$;
CREATE OR REPLACE FUNCTION public.get_agent_hierarchy(root_agent text DEFAULT NULL::text)
 RETURNS TABLE(agent_id text, parent_agent_id text, display_name text, agent_type agent_type, agent_status agent_status, level integer)
 LANGUAGE sql
 STABLE ROWS 100
AS $function$
  WITH RECURSIVE placed AS (
    SELECT a.agent_id, nullif(coalesce(a.parent_agent_id, a.master_agent_id), a.agent_id) AS above,
           a.display_name, a.agent_type, a.agent_status
    FROM public.agents a
  ),
  tree AS (
    SELECT p.agent_id, p.above, p.display_name, p.agent_type, p.agent_status, 0 AS level
    FROM placed p WHERE p.agent_id = root_agent OR (root_agent IS NULL AND p.above IS NULL)
    UNION ALL
    SELECT p.agent_id, p.above, p.display_name, p.agent_type, p.agent_status, tree.level + 1
    FROM tree JOIN placed p ON p.above = tree.agent_id
  ) CYCLE agent_id SET is_cycle USING path
  SELECT tree.agent_id, tree.above, tree.display_name, tree.agent_type, tree.agent_status, tree.level
  FROM tree WHERE NOT tree.is_cycle
  ORDER BY tree.level, tree.agent_id
$function$;
CREATE OR REPLACE FUNCTION public.get_agent_utilization(agent text)
 RETURNS TABLE(tokens_used_today integer, token_budget_total integer, utilization_percent numeric, tasks_in_progress integer, tasks_completed_today integer)
 LANGUAGE sql
 STABLE ROWS 1
AS $function$
  SELECT
    least(used.tokens, 2147483647)::integer,
    least(used.budget, 2147483647)::integer,
    CASE WHEN used.budget > 0 THEN round(used.tokens * 100.0 / used.budget, 2) ELSE 0.00 END,
    (SELECT count(*)::integer FROM public.tasks t
     WHERE t.assigned_to_agent_id = agent AND t.task_status = 'in_progress'),
    (SELECT count(*)::integer FROM public.tasks t
     WHERE t.assigned_to_agent_id = agent AND t.task_status = 'completed' AND t.completed_at >= used.midnight)
  FROM (
    SELECT
      day.midnight,
      coalesce(a.token_budget_personal, 0)::bigint + coalesce(a.token_budget_worker_pool, 0) AS budget,
      greatest(
        CASE WHEN a.tokens_used_today_on = (day.midnight AT TIME ZONE 'UTC')::date
          THEN coalesce(a.tokens_used_today, 0)::bigint - coalesce(a.tokens_used_today_base, 0) ELSE 0 END,
        (SELECT coalesce(sum(h.tokens_used), 0)::bigint FROM public.token_budget_history h
         WHERE h.agent_id = agent AND h.recorded_at >= day.midnight AND h.operation IS DISTINCT FROM 'snapshot')
      ) AS tokens
    FROM public.agents a
    CROSS JOIN (SELECT date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS midnight) AS day
    WHERE a.agent_id = agent
  ) AS used
$function$;
CREATE OR REPLACE FUNCTION public.get_asset_lineage(start_asset text, direction text DEFAULT 'both'::text, max_depth integer DEFAULT 10)
 RETURNS TABLE(direction text, depth integer, asset_id text, via_asset_id text, lineage_type text, confidence numeric, name text, asset_type asset_type, sensitivity sensitivity_level)
 LANGUAGE sql
 STABLE ROWS 100
AS $function$
  WITH RECURSIVE bounds AS (
    SELECT get_asset_lineage.direction AS wanted,
           public.check_lineage_arguments(get_asset_lineage.direction, get_asset_lineage.max_depth) AS steps
  ),
  walk_down (asset, depth) AS (
    SELECT start_asset, 0 FROM bounds WHERE wanted IN ('downstream', 'both')
    UNION
    SELECT l.downstream_asset_id, w.depth + 1
    FROM walk_down w CROSS JOIN bounds b JOIN public.asset_lineage l ON l.upstream_asset_id = w.asset
    WHERE w.depth < b.steps
  ),
  walk_up (asset, depth) AS (
    SELECT start_asset, 0 FROM bounds WHERE wanted IN ('upstream', 'both')
    UNION
    SELECT l.upstream_asset_id, w.depth + 1
    FROM walk_up w CROSS JOIN bounds b JOIN public.asset_lineage l ON l.downstream_asset_id = w.asset
    WHERE w.depth < b.steps
  ),
  near (direction, asset, depth) AS (
    SELECT 'downstream', asset, min(depth) FROM walk_down GROUP BY asset
    UNION ALL
    SELECT 'upstream', asset, min(depth) FROM walk_up GROUP BY asset
  ),
  edges (direction, depth, far, near, lineage_type, confidence) AS (
    SELECT n.direction, n.depth + 1, l.downstream_asset_id, n.asset, l.lineage_type, l.confidence
    FROM near n JOIN public.asset_lineage l ON l.upstream_asset_id = n.asset
    WHERE n.direction = 'downstream'
    UNION ALL
    SELECT n.direction, n.depth + 1, l.upstream_asset_id, n.asset, l.lineage_type, l.confidence
    FROM near n JOIN public.asset_lineage l ON l.downstream_asset_id = n.asset
    WHERE n.direction = 'upstream'
  )
  SELECT e.direction, e.depth, e.far, e.near, e.lineage_type, e.confidence, a.name, a.asset_type, a.sensitivity
  FROM edges e CROSS JOIN bounds b JOIN public.assets a ON a.asset_id = e.far
  WHERE e.depth <= b.steps
  ORDER BY e.direction, e.depth, e.far, e.near, e.lineage_type
$function$;
CREATE OR REPLACE FUNCTION public.get_task_hierarchy(root_task text)
 RETURNS TABLE(task_id text, parent_task_id text, title text, task_status task_status, level integer)
 LANGUAGE sql
 STABLE ROWS 100
AS $function$
  WITH RECURSIVE tree AS (
    SELECT t.task_id, t.parent_task_id, t.title, t.task_status, 0 AS level
    FROM public.tasks t WHERE t.task_id = root_task
    UNION ALL
    SELECT t.task_id, t.parent_task_id, t.title, t.task_status, tree.level + 1
    FROM tree JOIN public.tasks t ON t.parent_task_id = tree.task_id
  ) CYCLE task_id SET is_cycle USING path
  SELECT tree.task_id, tree.parent_task_id, tree.title, tree.task_status, tree.level
  FROM tree WHERE NOT tree.is_cycle
  ORDER BY tree.level, tree.task_id
$function$;
CREATE OR REPLACE FUNCTION public.get_task_lineage(start_task text, direction text DEFAULT 'both'::text, max_depth integer DEFAULT 10)
 RETURNS TABLE(direction text, depth integer, task_id text, via_task_id text, relationship_type text, title text, task_status task_status)
 LANGUAGE sql
 STABLE ROWS 100
AS $function$
  WITH RECURSIVE bounds AS (
    SELECT get_task_lineage.direction AS wanted,
           public.check_lineage_arguments(get_task_lineage.direction, get_task_lineage.max_depth) AS steps
  ),
  walk_down (task, depth) AS (
    SELECT start_task, 0 FROM bounds WHERE wanted IN ('downstream', 'both')
    UNION
    SELECT l.child_task_id, w.depth + 1
    FROM walk_down w CROSS JOIN bounds b JOIN public.task_lineage l ON l.parent_task_id = w.task
    WHERE w.depth < b.steps
  ),
  walk_up (task, depth) AS (
    SELECT start_task, 0 FROM bounds WHERE wanted IN ('upstream', 'both')
    UNION
    SELECT l.parent_task_id, w.depth + 1
    FROM walk_up w CROSS JOIN bounds b JOIN public.task_lineage l ON l.child_task_id = w.task
    WHERE w.depth < b.steps
  ),
  near (direction, task, depth) AS (
    SELECT 'downstream', task, min(depth) FROM walk_down GROUP BY task
    UNION ALL
    SELECT 'upstream', task, min(depth) FROM walk_up GROUP BY task
  ),
  edges (direction, depth, far, near, relationship_type) AS (
    SELECT n.direction, n.depth + 1, l.child_task_id, n.task, l.relationship_type
    FROM near n JOIN public.task_lineage l ON l.parent_task_id = n.task
    WHERE n.direction = 'downstream'
    UNION ALL
    SELECT n.direction, n.depth + 1, l.parent_task_id, n.task, l.relationship_type
    FROM near n JOIN public.task_lineage l ON l.child_task_id = n.task
    WHERE n.direction = 'upstream'
  )
  SELECT e.direction, e.depth, e.far, e.near, e.relationship_type, t.title, t.task_status
  FROM edges e CROSS JOIN bounds b JOIN public.tasks t ON t.task_id = e.far
  WHERE e.depth <= b.steps
  ORDER BY e.direction, e.depth, e.far, e.near, e.relationship_type
$function$;
CREATE OR REPLACE FUNCTION public.governance_policies_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'governance_policies', policy_id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.governance_policies_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'governance_policies' AND row_key = NEW.policy_id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.governance_policies_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('governance_policies', OLD.policy_id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'governance_policies' AND row_key = NEW.policy_id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.governance_policies_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'governance_policies') THEN
        UPDATE governance_policies AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'governance_policies' AND buried.row_key = i.policy_id::text
        WHERE r.policy_id = i.policy_id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.is_migrating()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ((COALESCE(current_setting('cortex.migrating'::text, true), ''::text) = 'on'::text) AND has_table_privilege(('installation'::regclass)::oid, 'SELECT'::text));
CREATE OR REPLACE FUNCTION public.is_over_budget(used integer, base integer, personal integer, worker_pool integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((((COALESCE(personal, 0))::bigint + COALESCE(worker_pool, 0)) > 0) AND (((COALESCE(used, 0))::bigint - COALESCE(base, 0)) > ((COALESCE(personal, 0))::bigint + COALESCE(worker_pool, 0))));
CREATE OR REPLACE FUNCTION public.is_wanted_asset(a assets, asset_types asset_type[], categories text[], owners text[], namespaces text[], sensitivities sensitivity_level[], all_tags text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (((asset_types IS NULL) OR ((a).asset_type = ANY (asset_types))) AND ((categories IS NULL) OR ((a).category = ANY (categories))) AND ((owners IS NULL) OR ((a).owner = ANY (owners))) AND ((namespaces IS NULL) OR ((a).namespace = ANY (namespaces))) AND ((sensitivities IS NULL) OR ((a).sensitivity = ANY (sensitivities))) AND ((all_tags IS NULL) OR ((a).tags @> all_tags)));
CREATE OR REPLACE FUNCTION public.look_for_tombstones()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM set_config(
    'cortex.tombstones_' || TG_TABLE_NAME,
    CASE WHEN EXISTS (SELECT FROM row_tombstones WHERE table_name = TG_TABLE_NAME) THEN 'on' ELSE '' END,
    true
  );
  RETURN NULL;
END
$function$;
CREATE OR REPLACE FUNCTION public.policy_violations_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'policy_violations', violation_id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.policy_violations_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'policy_violations' AND row_key = NEW.violation_id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.policy_violations_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('policy_violations', OLD.violation_id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'policy_violations' AND row_key = NEW.violation_id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.policy_violations_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'policy_violations') THEN
        UPDATE policy_violations AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'policy_violations' AND buried.row_key = i.violation_id::text
        WHERE r.violation_id = i.violation_id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.reap_tombstones(older_than interval DEFAULT '7 days'::interval)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  reaped bigint;
BEGIN
  IF older_than < interval '1 hour' THEN
    RAISE EXCEPTION 'tombstones younger than an hour may still be needed by caches'
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Give an interval of at least one hour.';
  END IF;
  DELETE FROM row_tombstones WHERE deleted_at < now() - older_than;
  GET DIAGNOSTICS reaped = ROW_COUNT;
  RETURN reaped;
END
$function$;
CREATE OR REPLACE FUNCTION public.refresh_materialized_views(requested_by text, only_stale boolean DEFAULT false)
 RETURNS TABLE(view_name text, duration_ms double precision, row_count bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  began timestamptz;
BEGIN
  -- 'matv'; one lock for all views keeps two callers from deadlocking over their order.
  PERFORM pg_advisory_xact_lock(1835103350);
  FOR view_name IN
    SELECT m.view_name FROM matview_refreshes m
    WHERE NOT only_stale OR m.refreshed_at IS NULL OR m.refreshed_at < clock_timestamp() - m.max_staleness
    ORDER BY m.view_name
  LOOP
    began := clock_timestamp();
    EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY %I', view_name);
    EXECUTE format('SELECT count(*) FROM %I', view_name) INTO row_count;
    duration_ms := extract(epoch FROM clock_timestamp() - began) * 1000;
    UPDATE matview_refreshes m SET
      requested_by = refresh_materialized_views.requested_by, refresh_started_at = began,
      refreshed_at = clock_timestamp(), duration_ms = refresh_materialized_views.duration_ms,
      row_count = refresh_materialized_views.row_count, refresh_count = m.refresh_count + 1
    WHERE m.view_name = refresh_materialized_views.view_name;
    RETURN NEXT;
  END LOOP;
END
$function$;
CREATE OR REPLACE FUNCTION public.seal_audit_chain(batch integer DEFAULT 10000, rescan boolean DEFAULT false)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  head audit_chain_head;
  sealed integer;
  last_seen bigint;
  now_xmin CONSTANT bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  now_xmax CONSTANT bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(audit_chain_lock_key()) THEN
    RETURN 0;
  END IF;
  SELECT * INTO STRICT head FROM audit_chain_head;
  IF rescan THEN
    head.sweep_id := NULL;
    head.settled_id := -9223372036854775808;
    head.pending_xid := NULL;
  END IF;
  -- Restored into another cluster, transaction ids begin lower: what was pending cannot be judged any more.
  IF head.pending_xid > now_xmax THEN
    head.pending_xid := NULL;
  END IF;
  IF head.sweep_id IS NULL THEN
    head.sweep_id := head.settled_id;
    head.sweep_xmin := now_xmin;
  END IF;

  WITH picked AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY (unsealed.log).id) AS n, unsealed.log,
           uuid_send(gen_random_uuid()) AS salt
    FROM (
      SELECT a AS log FROM audit_logs a
      WHERE a.id > head.sweep_id AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.audit_id = a.id)
      ORDER BY a.id LIMIT batch
    ) AS unsealed
  ),
  links AS MATERIALIZED (
    SELECT n, log, ROW(
      head.chain_no + n, (log).id, (log).agent_id, (log).task_id, (log).asset_id,
      salt, audit_body_hash(log, salt), NULL, now(), NULL
    )::audit_chain AS link
    FROM picked
  ),
  folded AS (
    SELECT link, audit_chain_fold(hash) OVER (ORDER BY n ROWS UNBOUNDED PRECEDING) AS chain_hash
    FROM (
      SELECT 0 AS n, NULL::audit_chain AS link, head.chain_hash AS hash
      UNION ALL
      SELECT n, link, audit_link(log, link) FROM links
    ) AS ordered
  ),
  written AS (
    INSERT INTO audit_chain
      (chain_no, audit_id, agent_id, task_id, asset_id, salt, body_hash, chain_hash, sealed_at)
    SELECT (link).chain_no, (link).audit_id, (link).agent_id, (link).task_id, (link).asset_id,
           (link).salt, (link).body_hash, chain_hash, (link).sealed_at
    FROM folded WHERE link IS DISTINCT FROM NULL
    RETURNING chain_no, audit_id, chain_hash
  )
  SELECT count(*), max(audit_id), coalesce(max(chain_no), head.chain_no),
         coalesce((array_agg(chain_hash ORDER BY chain_no DESC))[1], head.chain_hash)
  INTO sealed, last_seen, head.chain_no, head.chain_hash
  FROM written;

  IF sealed = batch THEN
    head.sweep_id := last_seen;
  ELSE
    IF head.pending_xid <= head.sweep_xmin AND head.pending_at < now() - interval '10 seconds' THEN
      head.settled_id := greatest(head.settled_id, head.pending_id);
      head.pending_xid := NULL;
    END IF;
    IF head.pending_xid IS NULL THEN
      SELECT coalesce(max(id), 0) INTO head.pending_id FROM audit_logs;
      head.pending_xid := now_xmax;
      head.pending_at := now();
    END IF;
    head.sweep_id := NULL;
  END IF;
  UPDATE audit_chain_head SET
    chain_no = head.chain_no, chain_hash = head.chain_hash, settled_id = head.settled_id,
    sweep_id = head.sweep_id, sweep_xmin = head.sweep_xmin,
    pending_id = head.pending_id, pending_xid = head.pending_xid, pending_at = head.pending_at,
    sealed_at = CASE WHEN sealed > 0 THEN now() ELSE sealed_at END
  WHERE sealed > 0 OR rescan OR (settled_id, sweep_id, pending_id, pending_xid)
    IS DISTINCT FROM (head.settled_id, head.sweep_id, head.pending_id, head.pending_xid);
  RETURN sealed;
END
$function$;
CREATE OR REPLACE FUNCTION public.search_assets(query text, result_limit integer DEFAULT 20, asset_types asset_type[] DEFAULT NULL::asset_type[], categories text[] DEFAULT NULL::text[], owners text[] DEFAULT NULL::text[], namespaces text[] DEFAULT NULL::text[], sensitivities sensitivity_level[] DEFAULT NULL::sensitivity_level[], all_tags text[] DEFAULT NULL::text[])
 RETURNS TABLE(asset_id text, name text, asset_type asset_type, category text, sensitivity sensitivity_level, rank real, matched text)
 LANGUAGE plpgsql
 STABLE ROWS 20
 SET plan_cache_mode TO 'force_custom_plan'
 SET "pg_trgm.word_similarity_threshold" TO '0.5'
AS $function$
DECLARE
  -- Longer queries are no search; they would only cost time.
  wanted CONSTANT text := left(btrim(query), 200);
  at_most CONSTANT integer := least(greatest(coalesce(result_limit, 20), 1), 500);
  words CONSTANT tsquery := websearch_to_tsquery('english', wanted);
  plain CONSTANT tsquery := plainto_tsquery('english', wanted);
  -- plainto_tsquery ends in a quoted word: ':*' makes it a beginning.
  begun_words CONSTANT tsquery := CASE WHEN numnode(plain) > 0 THEN (plain::text || ':*')::tsquery ELSE plain END;
  is_exact CONSTANT boolean := wanted ~* '"|(^|\s)-\S|\sor\s';
  part_of_id CONSTANT text := '%' || regexp_replace(wanted, '([\\%_])', '\\\1', 'g') || '%';
BEGIN
  IF wanted IS NULL OR wanted = '' THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH same AS MATERIALIZED (
    SELECT a.asset_id, 4::real AS rank, 'id' AS matched
    FROM public.assets a
    WHERE a.asset_id = wanted
      AND public.is_wanted_asset(a, asset_types, categories, owners, namespaces, sensitivities, all_tags)
  ),
  named AS MATERIALIZED (
    SELECT a.asset_id,
           (CASE WHEN lower(a.name) = lower(wanted) THEN 3 ELSE 2 END + ts_rank(a.search_vector, words, 32))::real,
           CASE WHEN lower(a.name) = lower(wanted) THEN 'name' ELSE 'words' END
    FROM public.assets a
    WHERE to_tsvector('english', left(a.name, 2000)) @@ words
      AND public.is_wanted_asset(a, asset_types, categories, owners, namespaces, sensitivities, all_tags)
    LIMIT 500
  ),
  anywhere AS MATERIALIZED (
    SELECT a.asset_id, (2 + ts_rank(a.search_vector, words, 32))::real, 'words'
    FROM public.assets a
    WHERE a.search_vector @@ words
      AND (SELECT count(*) FROM named) < 500
      AND public.is_wanted_asset(a, asset_types, categories, owners, namespaces, sensitivities, all_tags)
    LIMIT 500
  ),
  begun AS MATERIALIZED (
    SELECT a.asset_id, (1 + ts_rank(a.search_vector, begun_words, 32))::real, 'prefix'
    FROM public.assets a
    WHERE a.search_vector @@ begun_words
      AND NOT is_exact AND length(wanted) >= 2
      AND (SELECT count(*) FROM named) + (SELECT count(*) FROM anywhere) < at_most
      AND public.is_wanted_asset(a, asset_types, categories, owners, namespaces, sensitivities, all_tags)
    LIMIT 500
  ),
  part AS MATERIALIZED (
    SELECT a.asset_id, (1 + similarity(left(a.asset_id, 200), wanted))::real, 'id'
    FROM public.assets a
    WHERE left(a.asset_id, 200) ILIKE part_of_id
      AND NOT is_exact AND length(wanted) >= 3
      AND (SELECT count(*) FROM named) + (SELECT count(*) FROM anywhere) + (SELECT count(*) FROM begun) < at_most
      AND public.is_wanted_asset(a, asset_types, categories, owners, namespaces, sensitivities, all_tags)
    LIMIT 500
  ),
  alike AS MATERIALIZED (
    SELECT a.asset_id, word_similarity(wanted, left(a.name, 200)), 'similar'
    FROM public.assets a
    WHERE wanted <% left(a.name, 200)
      AND NOT is_exact
      AND (SELECT count(*) FROM named) + (SELECT count(*) FROM anywhere) + (SELECT count(*) FROM begun)
        + (SELECT count(*) FROM part) < at_most
      AND public.is_wanted_asset(a, asset_types, categories, owners, namespaces, sensitivities, all_tags)
    LIMIT 500
  ),
  best AS (
    SELECT DISTINCT ON (found.asset_id) found.*
    FROM (
      TABLE same UNION ALL TABLE named UNION ALL TABLE anywhere UNION ALL TABLE begun
      UNION ALL TABLE part UNION ALL TABLE alike
    ) AS found
    ORDER BY found.asset_id, found.rank DESC
  ),
  top AS (
    SELECT best.* FROM best ORDER BY best.rank DESC, best.asset_id LIMIT at_most
  )
  SELECT a.asset_id, a.name, a.asset_type, a.category, a.sensitivity, top.rank, top.matched
  FROM top JOIN public.assets a ON a.asset_id = top.asset_id
  ORDER BY top.rank DESC, a.asset_id;
END
$function$;
CREATE OR REPLACE FUNCTION public.stamp_tokens_used_today()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  today CONSTANT date := (pg_catalog.now() AT TIME ZONE 'UTC')::date;
  before integer := 0;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    before := CASE
      WHEN OLD.tokens_used_today_on = today THEN coalesce(OLD.tokens_used_today_base, 0)
      ELSE coalesce(OLD.tokens_used_today, 0)
    END;
  END IF;
  NEW.tokens_used_today_on := today;
  NEW.tokens_used_today_base := CASE WHEN coalesce(NEW.tokens_used_today, 0) >= before THEN before ELSE 0 END;
  RETURN NEW;
END
$function$;
CREATE OR REPLACE FUNCTION public.task_handoffs_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'task_handoffs', handoff_id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.task_handoffs_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'task_handoffs' AND row_key = NEW.handoff_id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.task_handoffs_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('task_handoffs', OLD.handoff_id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'task_handoffs' AND row_key = NEW.handoff_id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.task_handoffs_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'task_handoffs') THEN
        UPDATE task_handoffs AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'task_handoffs' AND buried.row_key = i.handoff_id::text
        WHERE r.handoff_id = i.handoff_id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.task_lineage_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'task_lineage', id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.task_lineage_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'task_lineage' AND row_key = NEW.id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.task_lineage_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('task_lineage', OLD.id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'task_lineage' AND row_key = NEW.id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.task_lineage_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'task_lineage') THEN
        UPDATE task_lineage AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'task_lineage' AND buried.row_key = i.id::text
        WHERE r.id = i.id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.tasks_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'tasks', task_id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.tasks_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'tasks' AND row_key = NEW.task_id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.tasks_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('tasks', OLD.task_id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'tasks' AND row_key = NEW.task_id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.tasks_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'tasks') THEN
        UPDATE tasks AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'tasks' AND buried.row_key = i.task_id::text
        WHERE r.task_id = i.task_id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.touch_row()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  -- Only our own triggers may raise a version by more than one (see settle_inserted_versions).
  IF pg_catalog.pg_trigger_depth() = 1 OR NEW.version <= OLD.version THEN
    NEW.version := OLD.version + 1;
  END IF;
  IF NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at THEN
    NEW.updated_at := pg_catalog.now();
  END IF;
  RETURN NEW;
END
$function$;
CREATE OR REPLACE PROCEDURE public.track_row_versions(IN tracked regclass, IN key_column name)
 LANGUAGE plpgsql
AS $procedure$
DECLARE
  t CONSTANT name := (SELECT relname FROM pg_class WHERE oid = tracked);
  k CONSTANT name := key_column;
BEGIN
  EXECUTE format($ddl$
    CREATE FUNCTION %1$I() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = %2$L AND row_key = NEW.%3$I::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$
  $ddl$, t || '_version_insert', t, k);

  -- An INSERT that waited for a concurrent DELETE of the same id looked for tombstones too early, before the DELETE
  -- had committed. Looked at again after the wait, it is raised; only RETURNING has then shown the lower number.
  EXECUTE format($ddl$
    CREATE FUNCTION %1$I() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = %2$L) THEN
        UPDATE %2$I AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = %2$L AND buried.row_key = i.%3$I::text
        WHERE r.%3$I = i.%3$I AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$
  $ddl$, t || '_version_settle', t, k);

  EXECUTE format($ddl$
    CREATE FUNCTION %1$I() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT %2$L, %3$I::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$
  $ddl$, t || '_version_delete', t, k);

  -- A changed key is a deletion of the old id and an insertion of the new one.
  EXECUTE format($ddl$
    CREATE FUNCTION %1$I() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES (%2$L, OLD.%3$I::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = %2$L AND row_key = NEW.%3$I::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$
  $ddl$, t || '_version_rekey', t, k);

  EXECUTE format('COMMENT ON FUNCTION %I() IS ''Trigger: an inserted row begins above the tombstone of its id.''',
    t || '_version_insert');
  EXECUTE format('COMMENT ON FUNCTION %I() IS ''Trigger: the same, for an INSERT that waited for a DELETE.''',
    t || '_version_settle');
  EXECUTE format('COMMENT ON FUNCTION %I() IS ''Trigger: deleted rows leave tombstones.''', t || '_version_delete');
  EXECUTE format('COMMENT ON FUNCTION %I() IS ''Trigger: a changed key buries the old id.''', t || '_version_rekey');

  EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones()', t || '_version_look', tracked);
  EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %s
    FOR EACH ROW WHEN (current_setting(%L, true) = ''on'') EXECUTE FUNCTION %I()',
    t || '_version_insert', tracked, 'cortex.tombstones_' || t, t || '_version_insert');
  EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', t || '_version_settle', tracked, t || '_version_settle');
  EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %s
    FOR EACH ROW EXECUTE FUNCTION touch_row()', t || '_touch', tracked);
  -- Triggers fire in the order of their names: this one has to come after touch_row.
  EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %s
    FOR EACH ROW WHEN (OLD.%I IS DISTINCT FROM NEW.%I) EXECUTE FUNCTION %I()',
    t || '_version_rekey', tracked, k, k, t || '_version_rekey');
  EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %s REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', t || '_version_delete', tracked, t || '_version_delete');
  EXECUTE format('CREATE TRIGGER %I AFTER TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation()', t || '_version_truncate', tracked);

  -- Who may execute a trigger function may hang it on a table of his own, and these write with the owner's rights.
  EXECUTE format('REVOKE ALL ON FUNCTION %I(), %I(), %I(), %I() FROM PUBLIC',
    t || '_version_insert', t || '_version_settle', t || '_version_delete', t || '_version_rekey');

  INSERT INTO table_generations (table_name, reason) VALUES (t, 'installed');
END
$procedure$;
CREATE OR REPLACE FUNCTION public.users_version_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      SELECT 'users', user_id::text, version + 1 FROM deleted
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.users_version_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried bigint;
    BEGIN
      SELECT version INTO buried FROM row_tombstones WHERE table_name = 'users' AND row_key = NEW.user_id::text;
      IF FOUND THEN
        NEW.version := greatest(NEW.version, buried + 1);
      END IF;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.users_version_rekey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    DECLARE
      buried_version bigint;
    BEGIN
      INSERT INTO row_tombstones AS buried (table_name, row_key, version)
      VALUES ('users', OLD.user_id::text, OLD.version + 1)
      ON CONFLICT (table_name, row_key) DO UPDATE
        SET version = greatest(buried.version, excluded.version), deleted_at = excluded.deleted_at;
      SELECT version INTO buried_version FROM row_tombstones
      WHERE table_name = 'users' AND row_key = NEW.user_id::text;
      NEW.version := greatest(OLD.version, buried_version) + 1;
      RETURN NEW;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.users_version_settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    BEGIN
      IF EXISTS (SELECT FROM row_tombstones WHERE table_name = 'users') THEN
        UPDATE users AS r SET version = buried.version + 1
        FROM inserted AS i
        JOIN row_tombstones AS buried ON buried.table_name = 'users' AND buried.row_key = i.user_id::text
        WHERE r.user_id = i.user_id AND i.version <= buried.version;
      END IF;
      RETURN NULL;
    END
    $function$;
CREATE OR REPLACE FUNCTION public.verify_audit_chain(from_no bigint DEFAULT 1, to_no bigint DEFAULT NULL::bigint)
 RETURNS TABLE(chain_no bigint, audit_id bigint, problem text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  WITH head AS (SELECT h.chain_no, h.chain_hash FROM audit_chain_head h),
  genesis AS (SELECT sha256('cortex audit chain'::bytea) AS chain_hash),
  linked AS (
    SELECT c, a AS log, w.run_id AS withdrawn_with, w.link_hash,
           lag(c.chain_no, 1, greatest(from_no, 1) - 1) OVER o AS no_before,
           lag(c.chain_hash, 1, coalesce(
             (SELECT b.chain_hash FROM audit_chain b WHERE b.chain_no = from_no - 1),
             (SELECT g.chain_hash FROM genesis g WHERE from_no <= 1))) OVER o AS hash_before
    FROM audit_chain c LEFT JOIN audit_logs a ON a.id = c.audit_id
    LEFT JOIN audit_withdrawals w ON w.chain_no = c.chain_no
    WHERE c.chain_no >= from_no AND (to_no IS NULL OR c.chain_no <= to_no)
    WINDOW o AS (ORDER BY c.chain_no)
  ),
  judged AS (
    SELECT (c).chain_no, (c).audit_id, CASE
      WHEN (c).chain_no <> no_before + 1 THEN 'chain numbers are missing before this one'
      WHEN withdrawn_with IS NOT NULL AND (log).id IS NOT NULL THEN 'an audit row that was taken back is there again'
      WHEN withdrawn_with IS NOT NULL AND NOT EXISTS (
        SELECT FROM migration_runs r WHERE r.run_id = withdrawn_with AND r.state IN ('undoing', 'undone'))
        THEN 'the audit row was taken back without an undo'
      WHEN withdrawn_with IS NOT NULL THEN
        CASE WHEN (c).chain_hash IS DISTINCT FROM sha256(hash_before || link_hash)
          THEN 'the link of an audit row that was taken back was altered' END
      WHEN (log).id IS NULL THEN 'the audit row is missing'
      WHEN ((c).emptied_at IS NULL) <> ((log).emptied_at IS NULL) THEN 'the audit row was emptied outside retention'
      WHEN (c).emptied_at IS NOT NULL AND coalesce((log).severity, '') NOT IN ('debug', 'info')
        THEN 'an audit row that is kept for ever was emptied'
      WHEN (c).emptied_at IS NOT NULL AND (log).event_details IS NOT NULL THEN 'an emptied audit row was refilled'
      WHEN (c).emptied_at IS NULL AND (c).body_hash IS DISTINCT FROM audit_body_hash(log, (c).salt)
        THEN 'the audit row was altered'
      WHEN (log).agent_id <> (c).agent_id OR (log).task_id <> (c).task_id OR (log).asset_id <> (c).asset_id
        OR ((log).agent_id IS NOT NULL AND (c).agent_id IS NULL)
        OR ((log).task_id IS NOT NULL AND (c).task_id IS NULL)
        OR ((log).asset_id IS NOT NULL AND (c).asset_id IS NULL)
        THEN 'the audit row was given to another agent, task or asset'
      WHEN (c).chain_hash IS DISTINCT FROM sha256(hash_before || audit_link(log, c))
        THEN 'the audit row or its link was altered'
    END AS problem
    FROM linked
  ),
  ending AS (
    SELECT h.chain_no, NULL::bigint AS audit_id, 'the end of the chain is missing or was replaced' AS problem
    FROM head h
    WHERE to_no IS NULL AND h.chain_hash IS DISTINCT FROM coalesce(
      (SELECT c.chain_hash FROM audit_chain c WHERE c.chain_no = h.chain_no),
      (SELECT g.chain_hash FROM genesis g WHERE h.chain_no = 0))
    UNION ALL
    SELECT max(c.chain_no), NULL, 'the chain goes on behind its head'
    FROM audit_chain c HAVING to_no IS NULL AND max(c.chain_no) > (SELECT h.chain_no FROM head h)
  )
  SELECT found.chain_no, found.audit_id, found.problem
  FROM (SELECT * FROM judged WHERE judged.problem IS NOT NULL UNION ALL SELECT * FROM ending) AS found
  ORDER BY found.chain_no
  LIMIT 1
$function$;

-- Views

CREATE MATERIALIZED VIEW mv_agent_utilization AS
 SELECT a.agent_id,
    a.display_name,
    a.agent_type,
    a.agent_status,
    a.master_agent_id,
    ((COALESCE(a.token_budget_personal, 0))::bigint + COALESCE(a.token_budget_worker_pool, 0)) AS token_budget_total,
    a.tokens_used_total,
    COALESCE(t.tasks_in_progress, (0)::bigint) AS tasks_in_progress,
    COALESCE(t.tasks_completed, (0)::bigint) AS tasks_completed,
    COALESCE(t.tasks_failed, (0)::bigint) AS tasks_failed,
    COALESCE(t.tokens_used_by_tasks, (0)::bigint) AS tokens_used_by_tasks
   FROM (agents a
     LEFT JOIN ( SELECT tasks.assigned_to_agent_id,
            count(*) FILTER (WHERE (tasks.task_status = 'in_progress'::task_status)) AS tasks_in_progress,
            count(*) FILTER (WHERE (tasks.task_status = 'completed'::task_status)) AS tasks_completed,
            count(*) FILTER (WHERE (tasks.task_status = 'failed'::task_status)) AS tasks_failed,
            sum(tasks.tokens_used) AS tokens_used_by_tasks
           FROM tasks
          WHERE (tasks.assigned_to_agent_id IS NOT NULL)
          GROUP BY tasks.assigned_to_agent_id) t ON ((t.assigned_to_agent_id = a.agent_id)));
CREATE MATERIALIZED VIEW mv_asset_catalog_summary AS
 SELECT asset_type,
    COALESCE(category, ''::text) AS category,
    COALESCE((sensitivity)::text, ''::text) AS sensitivity,
    count(*) AS asset_count,
    count(DISTINCT owner) AS unique_owners,
    count(DISTINCT namespace) AS unique_namespaces,
    max(last_modified) AS last_modified
   FROM assets
  GROUP BY asset_type, COALESCE(category, ''::text), COALESCE((sensitivity)::text, ''::text);
CREATE MATERIALIZED VIEW mv_open_violations AS
 SELECT v.policy_id,
    p.policy_name,
    COALESCE(v.severity, ''::text) AS severity,
    count(*) AS open_violations,
    count(*) FILTER (WHERE (v.acknowledged_at IS NOT NULL)) AS acknowledged,
    min(v.detected_at) AS oldest_detected_at,
    max(v.detected_at) AS newest_detected_at
   FROM (policy_violations v
     JOIN governance_policies p ON ((p.policy_id = v.policy_id)))
  WHERE ((v.resolved_at IS NULL) AND (v.status IS DISTINCT FROM 'resolved'::text) AND (v.status IS DISTINCT FROM 'false_positive'::text))
  GROUP BY v.policy_id, p.policy_name, COALESCE(v.severity, ''::text);
CREATE MATERIALIZED VIEW mv_task_throughput_daily AS
 SELECT day,
    sum(created) AS tasks_created,
    sum(completed) AS tasks_completed,
    sum(failed) AS tasks_failed
   FROM ( SELECT ((tasks.created_at AT TIME ZONE 'UTC'::text))::date AS day,
            1 AS created,
            0 AS completed,
            0 AS failed
           FROM tasks
          WHERE (tasks.created_at IS NOT NULL)
        UNION ALL
         SELECT ((tasks.completed_at AT TIME ZONE 'UTC'::text))::date AS timezone,
            0,
            1,
            0
           FROM tasks
          WHERE ((tasks.completed_at IS NOT NULL) AND (tasks.task_status = 'completed'::task_status))
        UNION ALL
         SELECT ((COALESCE(tasks.failed_at, tasks.completed_at) AT TIME ZONE 'UTC'::text))::date AS timezone,
            0,
            0,
            1
           FROM tasks
          WHERE ((COALESCE(tasks.failed_at, tasks.completed_at) IS NOT NULL) AND (tasks.task_status = 'failed'::task_status))) events
  GROUP BY day;
CREATE MATERIALIZED VIEW mv_token_usage_daily AS
 SELECT ((recorded_at AT TIME ZONE 'UTC'::text))::date AS day,
    agent_id,
    budget_type,
    COALESCE(sum(tokens_used) FILTER (WHERE (operation IS DISTINCT FROM 'snapshot'::text)), (0)::bigint) AS tokens_used,
    max(tokens_used) FILTER (WHERE (operation = 'snapshot'::text)) AS highest_snapshot,
    min(tokens_remaining) AS lowest_remaining,
    count(*) AS entries
   FROM token_budget_history
  WHERE (recorded_at IS NOT NULL)
  GROUP BY (((recorded_at AT TIME ZONE 'UTC'::text))::date), agent_id, budget_type;
CREATE MATERIALIZED VIEW mv_worker_efficiency AS
 SELECT w.agent_id,
    w.display_name,
    w.specialization,
    COALESCE(t.tasks_completed, (0)::bigint) AS tasks_completed,
    COALESCE(t.tasks_failed, (0)::bigint) AS tasks_failed,
    t.avg_completion_minutes,
    t.avg_tokens_per_task,
    COALESCE(r.runs, (0)::bigint) AS runs,
    COALESCE(r.runs_completed, (0)::bigint) AS runs_completed,
    COALESCE(r.runs_failed, (0)::bigint) AS runs_failed,
    r.avg_run_minutes
   FROM ((agents w
     LEFT JOIN ( SELECT tasks.assigned_to_agent_id,
            count(*) FILTER (WHERE (tasks.task_status = 'completed'::task_status)) AS tasks_completed,
            count(*) FILTER (WHERE (tasks.task_status = 'failed'::task_status)) AS tasks_failed,
            avg((EXTRACT(epoch FROM (tasks.completed_at - tasks.started_at)) / (60)::numeric)) FILTER (WHERE (tasks.task_status = 'completed'::task_status)) AS avg_completion_minutes,
            avg(tasks.tokens_used) FILTER (WHERE (tasks.task_status = 'completed'::task_status)) AS avg_tokens_per_task
           FROM tasks
          WHERE (tasks.assigned_to_agent_id IS NOT NULL)
          GROUP BY tasks.assigned_to_agent_id) t ON ((t.assigned_to_agent_id = w.agent_id)))
     LEFT JOIN ( SELECT agent_runs.agent_id,
            count(*) AS runs,
            count(*) FILTER (WHERE (agent_runs.run_status = 'completed'::text)) AS runs_completed,
            count(*) FILTER (WHERE (agent_runs.run_status = 'failed'::text)) AS runs_failed,
            avg((EXTRACT(epoch FROM (agent_runs.ended_at - agent_runs.started_at)) / (60)::numeric)) AS avg_run_minutes
           FROM agent_runs
          GROUP BY agent_runs.agent_id) r ON ((r.agent_id = w.agent_id)))
  WHERE (w.agent_type = 'worker'::agent_type);
CREATE VIEW v_active_tasks_by_master AS
 SELECT m.agent_id AS master_id,
    m.display_name AS master_name,
    t.task_status,
    count(t.task_id) AS task_count,
    sum(t.tokens_allocated) AS total_tokens_allocated,
    sum(t.tokens_used) AS total_tokens_used
   FROM (agents m
     LEFT JOIN tasks t ON ((t.master_agent_id = m.agent_id)))
  WHERE ((m.agent_type = 'master'::agent_type) AND (m.agent_status = 'active'::agent_status))
  GROUP BY m.agent_id, m.display_name, t.task_status;
CREATE VIEW v_asset_catalog_summary AS
 SELECT asset_type,
    category,
    sensitivity,
    count(*) AS asset_count,
    count(DISTINCT owner) AS unique_owners,
    count(DISTINCT namespace) AS unique_namespaces
   FROM assets
  GROUP BY asset_type, category, sensitivity;
CREATE VIEW v_recent_security_events AS
 SELECT l.id,
    l.event_type,
    l.event_summary,
    l.severity,
    l.security_impact,
    l.agent_id,
    a.display_name AS agent_name,
    l.occurred_at
   FROM (audit_logs l
     LEFT JOIN agents a ON ((a.agent_id = l.agent_id)))
  WHERE (l.security_impact = ANY (ARRAY['high'::text, 'critical'::text]))
  ORDER BY l.occurred_at DESC NULLS LAST
 LIMIT 100;
CREATE VIEW v_worker_efficiency AS
 SELECT w.agent_id,
    w.display_name,
    w.specialization,
    count(t.task_id) AS tasks_completed,
    avg((EXTRACT(epoch FROM (t.completed_at - t.started_at)) / (60)::numeric)) AS avg_completion_minutes,
    sum(t.tokens_used) AS total_tokens_used,
    avg(t.tokens_used) AS avg_tokens_per_task
   FROM (agents w
     LEFT JOIN tasks t ON (((t.assigned_to_agent_id = w.agent_id) AND (t.task_status = 'completed'::task_status))))
  WHERE (w.agent_type = 'worker'::agent_type)
  GROUP BY w.agent_id, w.display_name, w.specialization;

-- Triggers

CREATE TRIGGER agent_runs_touch BEFORE UPDATE ON public.agent_runs FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER agent_runs_version_delete AFTER DELETE ON public.agent_runs REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION agent_runs_version_delete();
CREATE TRIGGER agent_runs_version_insert BEFORE INSERT ON public.agent_runs FOR EACH ROW WHEN ((current_setting('cortex.tombstones_agent_runs'::text, true) = 'on'::text)) EXECUTE FUNCTION agent_runs_version_insert();
CREATE TRIGGER agent_runs_version_look BEFORE INSERT ON public.agent_runs FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER agent_runs_version_rekey BEFORE UPDATE ON public.agent_runs FOR EACH ROW WHEN ((old.agent_run_id IS DISTINCT FROM new.agent_run_id)) EXECUTE FUNCTION agent_runs_version_rekey();
CREATE TRIGGER agent_runs_version_settle AFTER INSERT ON public.agent_runs REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION agent_runs_version_settle();
CREATE TRIGGER agent_runs_version_truncate AFTER TRUNCATE ON public.agent_runs FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();
CREATE TRIGGER agents_audit_overrun AFTER UPDATE ON public.agents FOR EACH ROW WHEN ((is_over_budget(new.tokens_used_today, new.tokens_used_today_base, new.token_budget_personal, new.token_budget_worker_pool) AND (NOT ((NOT (old.tokens_used_today_on IS DISTINCT FROM new.tokens_used_today_on)) AND is_over_budget(old.tokens_used_today, old.tokens_used_today_base, old.token_budget_personal, old.token_budget_worker_pool))) AND (NOT is_migrating()))) EXECUTE FUNCTION audit_agent('overrun');
CREATE TRIGGER agents_audit_spawned AFTER INSERT ON public.agents FOR EACH ROW WHEN ((NOT is_migrating())) EXECUTE FUNCTION audit_agent('spawned');
CREATE TRIGGER agents_audit_terminated AFTER UPDATE ON public.agents FOR EACH ROW WHEN (((new.agent_status = 'terminated'::agent_status) AND (old.agent_status <> 'terminated'::agent_status) AND (NOT is_migrating()))) EXECUTE FUNCTION audit_agent('terminated');
CREATE TRIGGER agents_tokens_insert BEFORE INSERT ON public.agents FOR EACH ROW WHEN (((new.tokens_used_today <> 0) AND (NOT is_migrating()))) EXECUTE FUNCTION stamp_tokens_used_today();
CREATE TRIGGER agents_tokens_update BEFORE UPDATE ON public.agents FOR EACH ROW WHEN (((old.tokens_used_today IS DISTINCT FROM new.tokens_used_today) AND (NOT is_migrating()))) EXECUTE FUNCTION stamp_tokens_used_today();
CREATE TRIGGER agents_touch BEFORE UPDATE ON public.agents FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER agents_version_delete AFTER DELETE ON public.agents REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION agents_version_delete();
CREATE TRIGGER agents_version_insert BEFORE INSERT ON public.agents FOR EACH ROW WHEN ((current_setting('cortex.tombstones_agents'::text, true) = 'on'::text)) EXECUTE FUNCTION agents_version_insert();
CREATE TRIGGER agents_version_look BEFORE INSERT ON public.agents FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER agents_version_rekey BEFORE UPDATE ON public.agents FOR EACH ROW WHEN ((old.agent_id IS DISTINCT FROM new.agent_id)) EXECUTE FUNCTION agents_version_rekey();
CREATE TRIGGER agents_version_settle AFTER INSERT ON public.agents REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION agents_version_settle();
CREATE TRIGGER agents_version_truncate AFTER TRUNCATE ON public.agents FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();
CREATE TRIGGER asset_lineage_touch BEFORE UPDATE ON public.asset_lineage FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER asset_lineage_version_delete AFTER DELETE ON public.asset_lineage REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION asset_lineage_version_delete();
CREATE TRIGGER asset_lineage_version_insert BEFORE INSERT ON public.asset_lineage FOR EACH ROW WHEN ((current_setting('cortex.tombstones_asset_lineage'::text, true) = 'on'::text)) EXECUTE FUNCTION asset_lineage_version_insert();
CREATE TRIGGER asset_lineage_version_look BEFORE INSERT ON public.asset_lineage FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER asset_lineage_version_rekey BEFORE UPDATE ON public.asset_lineage FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION asset_lineage_version_rekey();
CREATE TRIGGER asset_lineage_version_settle AFTER INSERT ON public.asset_lineage REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION asset_lineage_version_settle();
CREATE TRIGGER asset_lineage_version_truncate AFTER TRUNCATE ON public.asset_lineage FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();
CREATE TRIGGER assets_touch BEFORE UPDATE ON public.assets FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER assets_version_delete AFTER DELETE ON public.assets REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION assets_version_delete();
CREATE TRIGGER assets_version_insert BEFORE INSERT ON public.assets FOR EACH ROW WHEN ((current_setting('cortex.tombstones_assets'::text, true) = 'on'::text)) EXECUTE FUNCTION assets_version_insert();
CREATE TRIGGER assets_version_look BEFORE INSERT ON public.assets FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER assets_version_rekey BEFORE UPDATE ON public.assets FOR EACH ROW WHEN ((old.asset_id IS DISTINCT FROM new.asset_id)) EXECUTE FUNCTION assets_version_rekey();
CREATE TRIGGER assets_version_settle AFTER INSERT ON public.assets REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION assets_version_settle();
CREATE TRIGGER assets_version_truncate AFTER TRUNCATE ON public.assets FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();
CREATE TRIGGER governance_policies_touch BEFORE UPDATE ON public.governance_policies FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER governance_policies_version_delete AFTER DELETE ON public.governance_policies REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION governance_policies_version_delete();
CREATE TRIGGER governance_policies_version_insert BEFORE INSERT ON public.governance_policies FOR EACH ROW WHEN ((current_setting('cortex.tombstones_governance_policies'::text, true) = 'on'::text)) EXECUTE FUNCTION governance_policies_version_insert();
CREATE TRIGGER governance_policies_version_look BEFORE INSERT ON public.governance_policies FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER governance_policies_version_rekey BEFORE UPDATE ON public.governance_policies FOR EACH ROW WHEN ((old.policy_id IS DISTINCT FROM new.policy_id)) EXECUTE FUNCTION governance_policies_version_rekey();
CREATE TRIGGER governance_policies_version_settle AFTER INSERT ON public.governance_policies REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION governance_policies_version_settle();
CREATE TRIGGER governance_policies_version_truncate AFTER TRUNCATE ON public.governance_policies FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();
CREATE TRIGGER policy_violations_touch BEFORE UPDATE ON public.policy_violations FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER policy_violations_version_delete AFTER DELETE ON public.policy_violations REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION policy_violations_version_delete();
CREATE TRIGGER policy_violations_version_insert BEFORE INSERT ON public.policy_violations FOR EACH ROW WHEN ((current_setting('cortex.tombstones_policy_violations'::text, true) = 'on'::text)) EXECUTE FUNCTION policy_violations_version_insert();
CREATE TRIGGER policy_violations_version_look BEFORE INSERT ON public.policy_violations FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER policy_violations_version_rekey BEFORE UPDATE ON public.policy_violations FOR EACH ROW WHEN ((old.violation_id IS DISTINCT FROM new.violation_id)) EXECUTE FUNCTION policy_violations_version_rekey();
CREATE TRIGGER policy_violations_version_settle AFTER INSERT ON public.policy_violations REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION policy_violations_version_settle();
CREATE TRIGGER policy_violations_version_truncate AFTER TRUNCATE ON public.policy_violations FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();
CREATE TRIGGER task_handoffs_touch BEFORE UPDATE ON public.task_handoffs FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER task_handoffs_version_delete AFTER DELETE ON public.task_handoffs REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION task_handoffs_version_delete();
CREATE TRIGGER task_handoffs_version_insert BEFORE INSERT ON public.task_handoffs FOR EACH ROW WHEN ((current_setting('cortex.tombstones_task_handoffs'::text, true) = 'on'::text)) EXECUTE FUNCTION task_handoffs_version_insert();
CREATE TRIGGER task_handoffs_version_look BEFORE INSERT ON public.task_handoffs FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER task_handoffs_version_rekey BEFORE UPDATE ON public.task_handoffs FOR EACH ROW WHEN ((old.handoff_id IS DISTINCT FROM new.handoff_id)) EXECUTE FUNCTION task_handoffs_version_rekey();
CREATE TRIGGER task_handoffs_version_settle AFTER INSERT ON public.task_handoffs REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION task_handoffs_version_settle();
CREATE TRIGGER task_handoffs_version_truncate AFTER TRUNCATE ON public.task_handoffs FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();
CREATE TRIGGER task_lineage_touch BEFORE UPDATE ON public.task_lineage FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER task_lineage_version_delete AFTER DELETE ON public.task_lineage REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION task_lineage_version_delete();
CREATE TRIGGER task_lineage_version_insert BEFORE INSERT ON public.task_lineage FOR EACH ROW WHEN ((current_setting('cortex.tombstones_task_lineage'::text, true) = 'on'::text)) EXECUTE FUNCTION task_lineage_version_insert();
CREATE TRIGGER task_lineage_version_look BEFORE INSERT ON public.task_lineage FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER task_lineage_version_rekey BEFORE UPDATE ON public.task_lineage FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION task_lineage_version_rekey();
CREATE TRIGGER task_lineage_version_settle AFTER INSERT ON public.task_lineage REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION task_lineage_version_settle();
CREATE TRIGGER task_lineage_version_truncate AFTER TRUNCATE ON public.task_lineage FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();
CREATE TRIGGER tasks_audit_completed AFTER UPDATE ON public.tasks FOR EACH ROW WHEN (((new.task_status = 'completed'::task_status) AND (old.task_status <> 'completed'::task_status) AND (NOT is_migrating()))) EXECUTE FUNCTION audit_task('completed');
CREATE TRIGGER tasks_audit_created AFTER INSERT ON public.tasks FOR EACH ROW WHEN ((NOT is_migrating())) EXECUTE FUNCTION audit_task('created');
CREATE TRIGGER tasks_audit_failed AFTER UPDATE ON public.tasks FOR EACH ROW WHEN (((new.task_status = 'failed'::task_status) AND (old.task_status <> 'failed'::task_status) AND (NOT is_migrating()))) EXECUTE FUNCTION audit_task('failed');
CREATE TRIGGER tasks_audit_overrun AFTER UPDATE ON public.tasks FOR EACH ROW WHEN (((new.tokens_allocated > 0) AND (new.tokens_used > new.tokens_allocated) AND ((old.tokens_used > old.tokens_allocated) IS NOT TRUE) AND (NOT is_migrating()))) EXECUTE FUNCTION audit_task('overrun');
CREATE TRIGGER tasks_touch BEFORE UPDATE ON public.tasks FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER tasks_version_delete AFTER DELETE ON public.tasks REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION tasks_version_delete();
CREATE TRIGGER tasks_version_insert BEFORE INSERT ON public.tasks FOR EACH ROW WHEN ((current_setting('cortex.tombstones_tasks'::text, true) = 'on'::text)) EXECUTE FUNCTION tasks_version_insert();
CREATE TRIGGER tasks_version_look BEFORE INSERT ON public.tasks FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER tasks_version_rekey BEFORE UPDATE ON public.tasks FOR EACH ROW WHEN ((old.task_id IS DISTINCT FROM new.task_id)) EXECUTE FUNCTION tasks_version_rekey();
CREATE TRIGGER tasks_version_settle AFTER INSERT ON public.tasks REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION tasks_version_settle();
CREATE TRIGGER tasks_version_truncate AFTER TRUNCATE ON public.tasks FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();
CREATE TRIGGER users_touch BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER users_version_delete AFTER DELETE ON public.users REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION users_version_delete();
CREATE TRIGGER users_version_insert BEFORE INSERT ON public.users FOR EACH ROW WHEN ((current_setting('cortex.tombstones_users'::text, true) = 'on'::text)) EXECUTE FUNCTION users_version_insert();
CREATE TRIGGER users_version_look BEFORE INSERT ON public.users FOR EACH STATEMENT EXECUTE FUNCTION look_for_tombstones();
CREATE TRIGGER users_version_rekey BEFORE UPDATE ON public.users FOR EACH ROW WHEN ((old.user_id IS DISTINCT FROM new.user_id)) EXECUTE FUNCTION users_version_rekey();
CREATE TRIGGER users_version_settle AFTER INSERT ON public.users REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION users_version_settle();
CREATE TRIGGER users_version_truncate AFTER TRUNCATE ON public.users FOR EACH STATEMENT EXECUTE FUNCTION bump_table_generation();

-- Comments

COMMENT ON TABLE agent_aliases IS 'Another name under which the source refers to an agent.';
COMMENT ON COLUMN agent_aliases.alias IS 'The other name.';
COMMENT ON COLUMN agent_aliases.agent_id IS 'The agent that is meant.';
COMMENT ON COLUMN agent_aliases.rule IS 'The rule by which the two were found to be one.';
COMMENT ON TABLE agent_runs IS 'One run of an agent. Worker ids are used again, up to 13 times in one tree, so what happened belongs to the run.';
COMMENT ON COLUMN agent_runs.agent_run_id IS 'Id of the run.';
COMMENT ON COLUMN agent_runs.agent_id IS 'The agent (the slot) that ran.';
COMMENT ON COLUMN agent_runs.task_id IS 'The task it ran for.';
COMMENT ON COLUMN agent_runs.master_agent_id IS 'The master that started it.';
COMMENT ON COLUMN agent_runs.run_status IS 'running, pending, stalled, completed, failed, zombie, cancelled, killed or retired.';
COMMENT ON COLUMN agent_runs.source_status IS 'The word of the source for run_status.';
COMMENT ON COLUMN agent_runs.worker_type IS 'The kind of worker, as the source calls it.';
COMMENT ON COLUMN agent_runs.created_at IS 'When the run was ordered.';
COMMENT ON COLUMN agent_runs.started_at IS 'When it began.';
COMMENT ON COLUMN agent_runs.ended_at IS 'When it ended, however it ended.';
COMMENT ON COLUMN agent_runs.last_heartbeat IS 'When it last gave a sign of life.';
COMMENT ON COLUMN agent_runs.token_budget IS 'Tokens it was allowed.';
COMMENT ON COLUMN agent_runs.tokens_used IS 'Tokens it used.';
COMMENT ON COLUMN agent_runs.exit_code IS 'Exit code of its process.';
COMMENT ON COLUMN agent_runs.outcome IS 'How it ended, in a sentence.';
COMMENT ON COLUMN agent_runs.result IS 'What it produced, redacted.';
COMMENT ON COLUMN agent_runs.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN agent_runs.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN agent_runs.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON COLUMN agent_runs.updated_at IS 'When the row was last written here (not in the source). By trigger unless a statement sets it.';
COMMENT ON ROUTINE agent_runs_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE agent_runs_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE agent_runs_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE agent_runs_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON TYPE agent_status IS 'Where an agent stands.';
COMMENT ON TYPE agent_type IS 'Kinds of agents. `other` is a word that nobody documented; the raw one is in source_type.';
COMMENT ON TABLE agents IS 'An agent of the Cortex: master, worker, observer, or whoever else acts or is named. A worker id is a slot that is used again; its runs are in agent_runs.';
COMMENT ON COLUMN agents.agent_id IS 'Id of the agent; aliases of it stand in agent_aliases.';
COMMENT ON COLUMN agents.agent_type IS 'What kind of agent it is.';
COMMENT ON COLUMN agents.agent_status IS 'Where it stands now; the raw word is in source_status.';
COMMENT ON COLUMN agents.display_name IS 'Name for people.';
COMMENT ON COLUMN agents.color IS 'Colour in user interfaces.';
COMMENT ON COLUMN agents.icon IS 'Icon in user interfaces.';
COMMENT ON COLUMN agents.role IS 'What it is there for, in a sentence.';
COMMENT ON COLUMN agents.prompt_file IS 'Path of the prompt that it starts with.';
COMMENT ON COLUMN agents.parent_agent_id IS 'The agent that spawned it.';
COMMENT ON COLUMN agents.master_agent_id IS 'The master that it works for.';
COMMENT ON COLUMN agents.token_budget_personal IS 'Tokens it may use itself per day; 0 means that no budget was set.';
COMMENT ON COLUMN agents.token_budget_worker_pool IS 'Tokens its workers may use together per day; 0 means that no budget was set.';
COMMENT ON COLUMN agents.tokens_used_today IS 'Counter kept by writers. Nobody has to reset it: get_agent_utilization counts by date.';
COMMENT ON COLUMN agents.tokens_used_total IS 'Tokens used since it exists.';
COMMENT ON COLUMN agents.certification IS 'Whether it may work unattended.';
COMMENT ON COLUMN agents.certification_date IS 'When it was certified.';
COMMENT ON COLUMN agents.certified_by IS 'The agent that certified it.';
COMMENT ON COLUMN agents.specialization IS 'The kind of work it is made for.';
COMMENT ON COLUMN agents.created_at IS 'When it was created; NULL where the source does not say.';
COMMENT ON COLUMN agents.activated_at IS 'When it began to work.';
COMMENT ON COLUMN agents.last_checkin IS 'When it was last heard of.';
COMMENT ON COLUMN agents.terminated_at IS 'When it ended.';
COMMENT ON COLUMN agents.capabilities IS 'What it can do: a list or an object.';
COMMENT ON COLUMN agents.configuration IS 'Its settings, redacted.';
COMMENT ON COLUMN agents.repositories IS 'Repositories it works on, owner/name.';
COMMENT ON COLUMN agents.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN agents.tokens_used_today_on IS 'The day (UTC) on which tokens_used_today was last written; NULL for an imported value of unknown day.';
COMMENT ON COLUMN agents.tokens_used_today_base IS 'What tokens_used_today already held when that day began; not part of today.';
COMMENT ON COLUMN agents.source_type IS 'The word of the source for agent_type.';
COMMENT ON COLUMN agents.source_status IS 'The word of the source for agent_status.';
COMMENT ON COLUMN agents.source_certification IS 'The word of the source for certification.';
COMMENT ON COLUMN agents.is_stub IS 'True for a row that exists only because something refers to it.';
COMMENT ON COLUMN agents.is_seed IS 'True for a row that the migrations made.';
COMMENT ON COLUMN agents.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN agents.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON COLUMN agents.updated_at IS 'When the row was last written here (not in the source). By trigger unless a statement sets it.';
COMMENT ON ROUTINE agents_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE agents_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE agents_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE agents_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON ROUTINE apply_audit_retention(interval,integer) IS 'Empties sealed debug and info rows older than the interval and returns how many.';
COMMENT ON TABLE asset_lineage IS 'An edge between two assets: the downstream one is made from, uses or depends on the upstream one.';
COMMENT ON COLUMN asset_lineage.id IS 'Number of the edge.';
COMMENT ON COLUMN asset_lineage.upstream_asset_id IS 'What is used.';
COMMENT ON COLUMN asset_lineage.downstream_asset_id IS 'What uses it.';
COMMENT ON COLUMN asset_lineage.lineage_type IS 'depends_on, generates, transforms …';
COMMENT ON COLUMN asset_lineage.confidence IS 'How sure it is, 0 to 1.';
COMMENT ON COLUMN asset_lineage.discovered_by IS 'The agent that found it.';
COMMENT ON COLUMN asset_lineage.discovered_at IS 'When it was found; NULL where the source does not say.';
COMMENT ON COLUMN asset_lineage.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN asset_lineage.external_id IS 'The id that the source gave the row, where it has one.';
COMMENT ON COLUMN asset_lineage.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN asset_lineage.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON COLUMN asset_lineage.updated_at IS 'When the row was last written here (not in the source). By trigger unless a statement sets it.';
COMMENT ON ROUTINE asset_lineage_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE asset_lineage_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE asset_lineage_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE asset_lineage_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON TYPE asset_type IS 'Kinds of assets. `other` is a word that nobody documented; the raw one is in source_type.';
COMMENT ON TABLE assets IS 'An asset of the catalogue: repository, service, document, configuration, machine.';
COMMENT ON COLUMN assets.asset_id IS 'Id of the asset; repositories are repo:<owner>/<name>.';
COMMENT ON COLUMN assets.asset_type IS 'What kind of asset it is.';
COMMENT ON COLUMN assets.name IS 'Its name.';
COMMENT ON COLUMN assets.category IS 'Kind in the words of the catalogue (schema, prompt, library …).';
COMMENT ON COLUMN assets.subcategory IS 'Finer kind.';
COMMENT ON COLUMN assets.namespace IS 'The part of the system it belongs to.';
COMMENT ON COLUMN assets.file_path IS 'Where its file lies.';
COMMENT ON COLUMN assets.url IS 'Where it is reached.';
COMMENT ON COLUMN assets.description IS 'What it is, at length.';
COMMENT ON COLUMN assets.owner IS 'Who answers for it.';
COMMENT ON COLUMN assets.sensitivity IS 'Who may see it; reads above confidential are audited.';
COMMENT ON COLUMN assets.created_at IS 'When it came to be; NULL where the source does not say.';
COMMENT ON COLUMN assets.last_modified IS 'When it was last changed.';
COMMENT ON COLUMN assets.discovered_at IS 'When discovery first saw it.';
COMMENT ON COLUMN assets.tags IS 'Words to find it by.';
COMMENT ON COLUMN assets.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN assets.health_status IS 'What the last check said.';
COMMENT ON COLUMN assets.search_vector IS 'Full text of name (A), description (B) and category (C), each a bounded prefix; generated.';
COMMENT ON COLUMN assets.source_type IS 'The word of the source for asset_type.';
COMMENT ON COLUMN assets.source_sensitivity IS 'The word of the source for sensitivity.';
COMMENT ON COLUMN assets.is_stub IS 'True for a row that exists only because something refers to it.';
COMMENT ON COLUMN assets.is_seed IS 'True for a row that the migrations made.';
COMMENT ON COLUMN assets.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN assets.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON COLUMN assets.updated_at IS 'When the row was last written here (not in the source). By trigger unless a statement sets it.';
COMMENT ON ROUTINE assets_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE assets_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE assets_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE assets_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON ROUTINE audit_agent() IS 'Trigger: an audit row for an agent that is spawned, terminated or over its budget.';
COMMENT ON ROUTINE audit_body_hash(audit_logs,bytea) IS 'Salted sha256 over the columns of an audit row that retention empties.';
COMMENT ON TABLE audit_chain IS 'One link per audit row, in the order of sealing. A changed or missing audit row breaks it: verify_audit_chain() names the first.';
COMMENT ON COLUMN audit_chain.chain_no IS 'Place in the chain: 1, 2, 3, … without gaps.';
COMMENT ON COLUMN audit_chain.audit_id IS 'The audit row. No foreign key: a deleted row has to leave its link behind.';
COMMENT ON COLUMN audit_chain.agent_id IS 'agent_id of the row when it was sealed.';
COMMENT ON COLUMN audit_chain.task_id IS 'task_id of the row when it was sealed.';
COMMENT ON COLUMN audit_chain.asset_id IS 'asset_id of the row when it was sealed.';
COMMENT ON COLUMN audit_chain.salt IS 'Random bytes hashed with the body; forgotten when the row is emptied, so that body_hash confirms no guess.';
COMMENT ON COLUMN audit_chain.body_hash IS 'sha256 over salt and the columns that retention empties.';
COMMENT ON COLUMN audit_chain.chain_hash IS 'sha256 over the hash before and this link.';
COMMENT ON COLUMN audit_chain.sealed_at IS 'When it was sealed.';
COMMENT ON COLUMN audit_chain.emptied_at IS 'When retention emptied the audit row.';
COMMENT ON ROUTINE audit_chain_fold(bytea) IS 'The hash at the end of a sequence of links; the first value is the hash before them.';
COMMENT ON TABLE audit_chain_head IS 'The one row that knows where the chain ends and how far the sealer has swept.';
COMMENT ON COLUMN audit_chain_head.singleton IS 'Always true: there is one row.';
COMMENT ON COLUMN audit_chain_head.chain_no IS 'The last chain number.';
COMMENT ON COLUMN audit_chain_head.chain_hash IS 'The last chain hash; before the first link a constant.';
COMMENT ON COLUMN audit_chain_head.settled_id IS 'Up to this audit id no unsealed row can appear any more.';
COMMENT ON COLUMN audit_chain_head.sweep_id IS 'How far the sweep under way has come; NULL between sweeps.';
COMMENT ON COLUMN audit_chain_head.sweep_xmin IS 'Oldest transaction that was open when the sweep began.';
COMMENT ON COLUMN audit_chain_head.pending_id IS 'Highest audit id when pending_xid was noted; becomes settled_id.';
COMMENT ON COLUMN audit_chain_head.pending_xid IS 'When no transaction below this one is open, pending_id is settled.';
COMMENT ON COLUMN audit_chain_head.pending_at IS 'When pending_id was noted.';
COMMENT ON COLUMN audit_chain_head.sealed_at IS 'When the sealer last sealed a row.';
COMMENT ON ROUTINE audit_chain_lock_key() IS 'Advisory lock of everything that must not run beside the sealer.';
COMMENT ON ROUTINE audit_chain_step(bytea,bytea) IS 'Step of audit_chain_fold: sha256 over the hash before and the link.';
COMMENT ON TYPE audit_event_type IS 'Kinds of events. `other` is a word without one of its own; the raw one is in source_event_type.';
COMMENT ON ROUTINE audit_link(audit_logs,audit_chain) IS 'sha256 over the kept columns of an audit row, its attribution and its body hash.';
COMMENT ON TABLE audit_logs IS 'What happened: written by triggers, services and the migrator (one row per event of the source). Append only; sealed by audit_chain.';
COMMENT ON COLUMN audit_logs.id IS 'Number of the event; numbers may have gaps, the chain has none.';
COMMENT ON COLUMN audit_logs.event_type IS 'What kind of event; the raw word is in source_event_type.';
COMMENT ON COLUMN audit_logs.agent_id IS 'The agent it is about; NULL when that was deleted (audit_chain keeps its id).';
COMMENT ON COLUMN audit_logs.task_id IS 'The task it is about; NULL when that was deleted.';
COMMENT ON COLUMN audit_logs.asset_id IS 'The asset it is about; NULL when that was deleted.';
COMMENT ON COLUMN audit_logs.user_id IS 'The user who acted; no foreign key, events outlive users.';
COMMENT ON COLUMN audit_logs.event_summary IS 'What happened, in a sentence.';
COMMENT ON COLUMN audit_logs.event_details IS 'Details, redacted.';
COMMENT ON COLUMN audit_logs.severity IS 'debug, info, warning, error or critical.';
COMMENT ON COLUMN audit_logs.security_impact IS 'none, low, medium, high or critical.';
COMMENT ON COLUMN audit_logs.compliance_tags IS 'Rules it is relevant for.';
COMMENT ON COLUMN audit_logs.ip_address IS 'Address of the caller.';
COMMENT ON COLUMN audit_logs.user_agent IS 'Program of the caller.';
COMMENT ON COLUMN audit_logs.occurred_at IS 'When it happened; NULL where the source does not say.';
COMMENT ON COLUMN audit_logs.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN audit_logs.external_id IS 'The id that the source gave the row, where it has one.';
COMMENT ON COLUMN audit_logs.source_event_type IS 'The word of the source for event_type.';
COMMENT ON COLUMN audit_logs.source_severity IS 'The word of the source for severity.';
COMMENT ON COLUMN audit_logs.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN audit_logs.emptied_at IS 'When retention emptied the row; id, type, severity, time and hash remain.';
COMMENT ON ROUTINE audit_task() IS 'Trigger: an audit row for a task that is created, completed, failed or over its allocation.';
COMMENT ON TABLE audit_withdrawals IS 'Audit rows that undo took back with their run: the row is gone, its link in audit_chain stays.';
COMMENT ON COLUMN audit_withdrawals.chain_no IS 'Place in the chain.';
COMMENT ON COLUMN audit_withdrawals.run_id IS 'The run that was taken back.';
COMMENT ON COLUMN audit_withdrawals.link_hash IS 'Hash of the link, computed when the row was taken back: without the row nobody can compute it again.';
COMMENT ON ROUTINE bump_table_generation() IS 'Trigger: a TRUNCATE begins a new generation of the table.';
COMMENT ON ROUTINE check_lineage_arguments(text,integer) IS 'Refuses an unknown direction and bounds the depth to 0..100.';
COMMENT ON TABLE coordination_documents IS 'The archive: every file of the tree and every member of its archives, once per content it had. The bytes are in document_chunks.';
COMMENT ON COLUMN coordination_documents.document_id IS 'Number of the document.';
COMMENT ON COLUMN coordination_documents.path IS 'Path below the root, as bytes: real paths hold newlines and colons.';
COMMENT ON COLUMN coordination_documents.path_text IS 'The path, printable; not reversible.';
COMMENT ON COLUMN coordination_documents.member IS 'Path inside the archive, as bytes; NULL for a file of its own.';
COMMENT ON COLUMN coordination_documents.member_text IS 'The member, printable; not reversible.';
COMMENT ON COLUMN coordination_documents.kind IS 'Kind of record it holds (source-data), or of the file.';
COMMENT ON COLUMN coordination_documents.mode IS 'Permission bits.';
COMMENT ON COLUMN coordination_documents.mtime IS 'The file''s own time; never a fact about a record.';
COMMENT ON COLUMN coordination_documents.size IS 'Bytes.';
COMMENT ON COLUMN coordination_documents.sha256 IS 'sha256 of the bytes.';
COMMENT ON COLUMN coordination_documents.doc IS 'The content as JSON, redacted; NULL where it is none.';
COMMENT ON COLUMN coordination_documents.parse_status IS 'parsed, repaired (see repairs), opaque (one record, not decoded), empty or quarantined.';
COMMENT ON COLUMN coordination_documents.repairs IS 'What had to be repaired to decode it; the bytes are as they were.';
COMMENT ON COLUMN coordination_documents.record_count IS 'Records in it.';
COMMENT ON COLUMN coordination_documents.envelope_bytes IS 'Bytes around the records that say something.';
COMMENT ON COLUMN coordination_documents.separator_bytes IS 'White space, commas, brackets, colons. Records + envelope + separators = size.';
COMMENT ON COLUMN coordination_documents.run_id IS 'The run that imported it.';
COMMENT ON COLUMN coordination_documents.is_current IS 'False once a later run found other bytes, or nothing, at this path.';
COMMENT ON COLUMN coordination_documents.superseded_by IS 'The document that took its place.';
COMMENT ON COLUMN coordination_documents.imported_at IS 'When it was imported.';
COMMENT ON COLUMN coordination_documents.retired_run_id IS 'The run that superseded it, or no longer found it.';
COMMENT ON COLUMN coordination_documents.file_stamp IS 'Inode, change time and time of the file in nanoseconds, opaque; NULL when it has to be read to know that it is the same.';
COMMENT ON TABLE deferred_definitions IS 'Indexes and foreign keys that the load of an empty database took off and puts back before it publishes; empty otherwise.';
COMMENT ON COLUMN deferred_definitions.kind IS 'index or foreign key.';
COMMENT ON COLUMN deferred_definitions.table_name IS 'Table that it belongs to.';
COMMENT ON COLUMN deferred_definitions.name IS 'Its name.';
COMMENT ON COLUMN deferred_definitions.definition IS 'The statement that makes it again.';
COMMENT ON COLUMN deferred_definitions.comment IS 'The comment on it.';
COMMENT ON COLUMN deferred_definitions.run_id IS 'The run that took it off.';
COMMENT ON COLUMN deferred_definitions.deferred_at IS 'When it was taken off.';
COMMENT ON TABLE document_chunks IS 'The bytes of a document as they were, secrets included: for owner and cortex_backup only.';
COMMENT ON COLUMN document_chunks.document_id IS 'The document.';
COMMENT ON COLUMN document_chunks.chunk_no IS '0, 1, 2, …';
COMMENT ON COLUMN document_chunks.bytes IS 'Up to 8 MiB; concatenated in order they are the document.';
COMMENT ON ROUTINE get_agent_hierarchy(text) IS 'The agent and all agents below it, with their level; NULL begins at those that stand below nobody.';
COMMENT ON ROUTINE get_agent_utilization(text) IS 'What an agent used of its budgets today (UTC), and its tasks in progress and completed today.';
COMMENT ON ROUTINE get_asset_lineage(text,text,integer) IS 'Edges of asset_lineage upstream, downstream or both, up to a depth; cycles end.';
COMMENT ON ROUTINE get_task_hierarchy(text) IS 'The task and all tasks below it, with their level.';
COMMENT ON ROUTINE get_task_lineage(text,text,integer) IS 'Edges of task_lineage upstream, downstream or both, up to a depth; cycles end.';
COMMENT ON TABLE governance_policies IS 'A rule that tasks, agents and assets are held to.';
COMMENT ON COLUMN governance_policies.policy_id IS 'Id of the policy.';
COMMENT ON COLUMN governance_policies.policy_name IS 'Its name.';
COMMENT ON COLUMN governance_policies.policy_type IS 'security, compliance, data_quality, access …';
COMMENT ON COLUMN governance_policies.description IS 'What it demands, in words.';
COMMENT ON COLUMN governance_policies.policy_rules IS 'What it demands, as JSON Logic or as the source has it.';
COMMENT ON COLUMN governance_policies.severity IS 'How bad a violation is.';
COMMENT ON COLUMN governance_policies.is_active IS 'Whether it is in force.';
COMMENT ON COLUMN governance_policies.created_by IS 'The user who made it.';
COMMENT ON COLUMN governance_policies.created_at IS 'When it was made; NULL where the source does not say.';
COMMENT ON COLUMN governance_policies.updated_at IS 'When it was last changed. By trigger unless a statement sets it.';
COMMENT ON COLUMN governance_policies.effective_from IS 'From when it holds.';
COMMENT ON COLUMN governance_policies.effective_until IS 'Until when it holds.';
COMMENT ON COLUMN governance_policies.tags IS 'Words to find it by.';
COMMENT ON COLUMN governance_policies.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN governance_policies.source_severity IS 'The word of the source for severity.';
COMMENT ON COLUMN governance_policies.is_stub IS 'True for a row that exists only because something refers to it.';
COMMENT ON COLUMN governance_policies.is_seed IS 'True for a row that the migrations made.';
COMMENT ON COLUMN governance_policies.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN governance_policies.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON ROUTINE governance_policies_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE governance_policies_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE governance_policies_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE governance_policies_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON INDEX idx_agent_aliases_agent IS 'Other names of an agent; ON DELETE CASCADE.';
COMMENT ON INDEX idx_agent_runs_agent IS 'Runs of an agent, newest first; ON DELETE CASCADE.';
COMMENT ON INDEX idx_agent_runs_master IS 'Runs under a master; ON DELETE SET NULL.';
COMMENT ON INDEX idx_agent_runs_status IS 'Runs of one status, and running ones whose heartbeat is old.';
COMMENT ON INDEX idx_agent_runs_task IS 'Runs that worked on a task; ON DELETE SET NULL.';
COMMENT ON INDEX idx_agents_certified_by IS 'The check when a certifying agent is deleted.';
COMMENT ON INDEX idx_agents_last_checkin IS 'Agents that have not checked in since a time.';
COMMENT ON INDEX idx_agents_master IS 'Workers of a master: get_agent_hierarchy, the agent list by master, ON DELETE SET NULL.';
COMMENT ON INDEX idx_agents_parent IS 'Children of an agent: get_agent_hierarchy, ON DELETE SET NULL.';
COMMENT ON INDEX idx_agents_type_status IS 'Agents of one type and status; the active masters of v_active_tasks_by_master and the workers of v_worker_efficiency.';
COMMENT ON INDEX idx_asset_lineage_discovered_by IS 'Edges that an agent discovered; the check when it is deleted.';
COMMENT ON INDEX idx_asset_lineage_downstream IS 'get_asset_lineage upstream; ON DELETE CASCADE. (Downstream is served by the unique key.)';
COMMENT ON INDEX idx_assets_category IS 'Assets of one category: the `type` of the old catalogue''s search.';
COMMENT ON INDEX idx_assets_file_path IS 'Assets of a file or below a folder (LIKE ''folder/%''): discovery.';
COMMENT ON INDEX idx_assets_id_trgm IS 'Part of an id: search_assets; left(asset_id, 200) ILIKE ''%…%''.';
COMMENT ON INDEX idx_assets_last_modified IS 'Assets by last change: catalog:index:by_modified.';
COMMENT ON INDEX idx_assets_name_trgm IS 'Typing errors in names: search_assets; name ILIKE ''%…%'' written over the same expression.';
COMMENT ON INDEX idx_assets_name_words IS 'Full text in names alone, whose matches come first: search_assets.';
COMMENT ON INDEX idx_assets_namespace IS 'Assets of one namespace.';
COMMENT ON INDEX idx_assets_owner IS 'Assets of one owner.';
COMMENT ON INDEX idx_assets_search IS 'Full text: search_vector @@ query, search_assets.';
COMMENT ON INDEX idx_assets_sensitivity IS 'Assets of one sensitivity; what an anonymous reader may see.';
COMMENT ON INDEX idx_assets_tags IS 'Assets that carry a tag: tags @> ARRAY[…].';
COMMENT ON INDEX idx_assets_type IS 'Assets of one type, by keyset; v_asset_catalog_summary.';
COMMENT ON INDEX idx_audit_logs_agent IS 'Events of an agent; ON DELETE SET NULL.';
COMMENT ON INDEX idx_audit_logs_asset IS 'Events of an asset; ON DELETE SET NULL.';
COMMENT ON INDEX idx_audit_logs_compliance IS 'Events under a compliance tag: compliance_tags @> ARRAY[…] AND compliance_tags <> ''{}''.';
COMMENT ON INDEX idx_audit_logs_event_type IS 'The most recent events of one type.';
COMMENT ON INDEX idx_audit_logs_occurred_at IS 'The most recent events, by keyset; apply_audit_retention.';
COMMENT ON INDEX idx_audit_logs_security IS 'v_recent_security_events.';
COMMENT ON INDEX idx_audit_logs_severity IS 'The most recent events of one severity.';
COMMENT ON INDEX idx_audit_logs_task IS 'Events of a task; ON DELETE SET NULL.';
COMMENT ON INDEX idx_audit_logs_user IS 'Events of a user.';
COMMENT ON INDEX idx_audit_withdrawals_run IS 'The audit rows that were taken back with a run.';
COMMENT ON INDEX idx_coordination_documents_kind IS 'Current documents of one kind.';
COMMENT ON INDEX idx_coordination_documents_retired IS 'Documents that a run superseded or no longer found: undo, export of an earlier run.';
COMMENT ON INDEX idx_coordination_documents_run IS 'Documents that a run imported: undo, report.';
COMMENT ON INDEX idx_coordination_documents_superseded_by IS 'Older versions of a document: undo, export --at.';
COMMENT ON INDEX idx_governance_policies_created_by IS 'Policies of a user; the check when the user is deleted.';
COMMENT ON INDEX idx_governance_policies_type IS 'Active policies of one type: evaluation on write.';
COMMENT ON INDEX idx_imported_rows_run IS 'Rows that a run wrote last: undo.';
COMMENT ON INDEX idx_migration_runs_state IS 'The newest published run; runs that were interrupted.';
COMMENT ON INDEX idx_policy_violations_agent IS 'Violations of an agent; ON DELETE SET NULL.';
COMMENT ON INDEX idx_policy_violations_asset IS 'Violations of an asset; ON DELETE SET NULL.';
COMMENT ON INDEX idx_policy_violations_policy IS 'Violations of a policy by status: mv_open_violations; the check when the policy is deleted.';
COMMENT ON INDEX idx_policy_violations_resolved_by IS 'Violations that a user resolved; the check when the user is deleted.';
COMMENT ON INDEX idx_policy_violations_status IS 'Open violations, newest first.';
COMMENT ON INDEX idx_policy_violations_task IS 'Violations of a task; ON DELETE SET NULL.';
COMMENT ON INDEX idx_quarantine_document IS 'Quarantined records of a document; ON DELETE CASCADE.';
COMMENT ON INDEX idx_quarantine_replayed_run IS 'What a replay brought in.';
COMMENT ON INDEX idx_quarantine_run IS 'Quarantine of a run by reason: report, `quarantine list`.';
COMMENT ON INDEX idx_row_tombstones_deleted_at IS 'reap_tombstones.';
COMMENT ON INDEX idx_source_record_rows_row IS 'Where a row comes from: provenance, export, undo.';
COMMENT ON INDEX idx_task_aliases_task IS 'Other names of a task; ON DELETE CASCADE.';
COMMENT ON INDEX idx_task_handoffs_created_at IS 'All handoffs, newest first, by keyset.';
COMMENT ON INDEX idx_task_handoffs_from IS 'Handoffs that an agent sent; the check when it is deleted.';
COMMENT ON INDEX idx_task_handoffs_task IS 'Handoffs of a task; ON DELETE CASCADE.';
COMMENT ON INDEX idx_task_handoffs_to IS 'Handoffs waiting for an agent (acknowledged_at IS NULL); the check when it is deleted.';
COMMENT ON INDEX idx_task_lineage_child IS 'get_task_lineage upstream; ON DELETE CASCADE. (Downstream is served by the unique key.)';
COMMENT ON INDEX idx_task_versions_task IS 'Versions of a task; ON DELETE CASCADE.';
COMMENT ON INDEX idx_tasks_assigned IS 'Tasks of an agent; get_agent_utilization (in progress, completed today); v_worker_efficiency.';
COMMENT ON INDEX idx_tasks_completed_at IS 'Tasks completed in a range of time: throughput of the last days.';
COMMENT ON INDEX idx_tasks_created_at IS 'All tasks, newest first, by keyset; tasks created in a range of time.';
COMMENT ON INDEX idx_tasks_created_by IS 'Tasks that an agent created; ON DELETE SET NULL.';
COMMENT ON INDEX idx_tasks_due_at IS 'Tasks that are due or overdue.';
COMMENT ON INDEX idx_tasks_master IS 'Tasks under a master by status: v_active_tasks_by_master; ON DELETE SET NULL.';
COMMENT ON INDEX idx_tasks_parent IS 'Subtasks: get_task_hierarchy; ON DELETE CASCADE.';
COMMENT ON INDEX idx_tasks_priority_status IS 'Tasks of one priority, and counts by priority and status.';
COMMENT ON INDEX idx_tasks_queue IS 'Claiming the next pending task: highest priority first, then oldest.';
COMMENT ON INDEX idx_tasks_repository IS 'Tasks of one repository.';
COMMENT ON INDEX idx_tasks_root IS 'All tasks below one root; ON DELETE CASCADE.';
COMMENT ON INDEX idx_tasks_status_created IS 'Tasks of one status, newest first, by keyset.';
COMMENT ON INDEX idx_tasks_tags IS 'Tasks that carry a tag: tags @> ARRAY[…].';
COMMENT ON INDEX idx_token_budget_history_agent IS 'Budget history of an agent; get_agent_utilization (today); ON DELETE CASCADE.';
COMMENT ON INDEX idx_token_budget_history_task IS 'Tokens that a task used; ON DELETE SET NULL.';
COMMENT ON INDEX idx_users_api_key_hash IS 'The user of an API key.';
COMMENT ON TABLE imported_rows IS 'What the migrator last wrote for a row: tells on a rerun whether source, row or both changed since.';
COMMENT ON COLUMN imported_rows.table_name IS 'Table of the row.';
COMMENT ON COLUMN imported_rows.row_key IS 'Primary key of the row, as text.';
COMMENT ON COLUMN imported_rows.image_sha256 IS 'sha256 over the mapped columns as written.';
COMMENT ON COLUMN imported_rows.row_version IS 'Version that the row had then.';
COMMENT ON COLUMN imported_rows.run_id IS 'The run that wrote it.';
COMMENT ON COLUMN imported_rows.operation IS 'Whether that run inserted or updated the row.';
COMMENT ON TABLE installation IS 'The one row that tells this installation from others. For the owner only.';
COMMENT ON COLUMN installation.singleton IS 'Always true: there is one row.';
COMMENT ON COLUMN installation.installation_id IS 'Random id of this installation.';
COMMENT ON COLUMN installation.redaction_key IS 'Key of the hashes that stand in place of redacted secrets; without it they confirm no guess.';
COMMENT ON ROUTINE is_migrating() IS 'True in a transaction of the migrator: owner, and SET LOCAL cortex.migrating = ''on''.';
COMMENT ON ROUTINE is_over_budget(integer,integer,integer,integer) IS 'Whether what was used today is more than both budgets together; false without a budget.';
COMMENT ON ROUTINE is_wanted_asset(assets,asset_type[],text[],text[],text[],sensitivity_level[],text[]) IS 'The filters of search_assets; NULL wants all.';
COMMENT ON TABLE ledger_before_images IS 'What the ledger said of a record before a run replaced the entry, for undo.';
COMMENT ON COLUMN ledger_before_images.run_id IS 'The run.';
COMMENT ON COLUMN ledger_before_images.document_id IS 'The document.';
COMMENT ON COLUMN ledger_before_images.ordinal IS 'The record in it.';
COMMENT ON COLUMN ledger_before_images.disposition IS 'What had become of the record.';
COMMENT ON COLUMN ledger_before_images.reason IS 'Why, where that is not plain.';
COMMENT ON COLUMN ledger_before_images.entry_run_id IS 'The run that had decided so.';
COMMENT ON COLUMN ledger_before_images.rows IS 'Its links to rows: table_name, row_key and role of each.';
COMMENT ON ROUTINE look_for_tombstones() IS 'Trigger: notes for the row trigger whether the table has tombstones at all.';
COMMENT ON TABLE matview_refreshes IS 'When each materialized view was last refreshed and by whom: how stale it is.';
COMMENT ON COLUMN matview_refreshes.view_name IS 'The view.';
COMMENT ON COLUMN matview_refreshes.requested_by IS 'Who asked for the last refresh.';
COMMENT ON COLUMN matview_refreshes.refresh_started_at IS 'When the last refresh began.';
COMMENT ON COLUMN matview_refreshes.refreshed_at IS 'When it ended; the view shows the state of its beginning.';
COMMENT ON COLUMN matview_refreshes.duration_ms IS 'Milliseconds it took.';
COMMENT ON COLUMN matview_refreshes.row_count IS 'Rows after it.';
COMMENT ON COLUMN matview_refreshes.refresh_count IS 'Refreshes so far.';
COMMENT ON COLUMN matview_refreshes.max_staleness IS 'Age from which refresh_materialized_views(…, only_stale) refreshes it.';
COMMENT ON TABLE migration_chunks IS 'Checkpoint of a run: committed in the same transaction as the rows of the chunk.';
COMMENT ON COLUMN migration_chunks.run_id IS 'The run.';
COMMENT ON COLUMN migration_chunks.chunk_no IS 'Number of the chunk.';
COMMENT ON COLUMN migration_chunks.phase IS 'Phase of the run it belongs to.';
COMMENT ON COLUMN migration_chunks.content_hash IS 'Hash over what the chunk holds: a resumed run must find the same.';
COMMENT ON COLUMN migration_chunks.records IS 'Records in it.';
COMMENT ON COLUMN migration_chunks.rows IS 'Rows per table.';
COMMENT ON COLUMN migration_chunks.bytes IS 'Bytes in it.';
COMMENT ON COLUMN migration_chunks.fencing IS 'Fencing number under which it was committed.';
COMMENT ON COLUMN migration_chunks.committed_at IS 'When it was committed.';
COMMENT ON TABLE migration_lock IS 'The one row that says who may migrate; its fencing number only grows.';
COMMENT ON COLUMN migration_lock.singleton IS 'Always true: there is one row.';
COMMENT ON COLUMN migration_lock.run_id IS 'The run that holds the lock.';
COMMENT ON COLUMN migration_lock.fencing IS 'Number of the newest holder.';
COMMENT ON COLUMN migration_lock.holder IS 'Host and process of the holder.';
COMMENT ON COLUMN migration_lock.acquired_at IS 'When it was taken.';
COMMENT ON TABLE migration_progress IS 'How far the run that holds the lock is: one row, written at most once a second while it works.';
COMMENT ON COLUMN migration_progress.singleton IS 'Always true: there is one row.';
COMMENT ON COLUMN migration_progress.fencing IS 'Fencing number of the run that wrote it.';
COMMENT ON COLUMN migration_progress.phase IS 'Phase it is in: scan, load, gate, publish.';
COMMENT ON COLUMN migration_progress.phase_started_at IS 'When that phase began.';
COMMENT ON COLUMN migration_progress.documents IS 'Documents done in this phase.';
COMMENT ON COLUMN migration_progress.records IS 'Records done in this phase.';
COMMENT ON COLUMN migration_progress.bytes IS 'Bytes done in this phase.';
COMMENT ON COLUMN migration_progress.documents_total IS 'Documents that the phase has to do; NULL while nobody knows.';
COMMENT ON COLUMN migration_progress.records_total IS 'Records that the phase has to do; NULL while nobody knows.';
COMMENT ON COLUMN migration_progress.bytes_total IS 'Bytes that the phase has to do; NULL while nobody knows.';
COMMENT ON COLUMN migration_progress.beat_at IS 'When the run last gave a sign of life.';
COMMENT ON TABLE migration_runs IS 'One execution of a plan.';
COMMENT ON COLUMN migration_runs.run_id IS 'Id of the run.';
COMMENT ON COLUMN migration_runs.tree_name IS 'Name of the tree.';
COMMENT ON COLUMN migration_runs.manifest_hash IS 'Hash over all documents: names the tree as it was.';
COMMENT ON COLUMN migration_runs.plan_hash IS 'Hash of the plan.';
COMMENT ON COLUMN migration_runs.mapper_version IS 'Version of the mapping rules.';
COMMENT ON COLUMN migration_runs.target IS 'local, existing or kubernetes.';
COMMENT ON COLUMN migration_runs.state IS 'loading, gated, published, failed, interrupted, undoing or undone. Consumers look at published.';
COMMENT ON COLUMN migration_runs.fencing IS 'Fencing number of its lock; a chunk of a lower one is refused.';
COMMENT ON COLUMN migration_runs.holder IS 'Host and process that run it.';
COMMENT ON COLUMN migration_runs.started_at IS 'When it began.';
COMMENT ON COLUMN migration_runs.finished_at IS 'When it ended.';
COMMENT ON COLUMN migration_runs.published_at IS 'When its rows became official.';
COMMENT ON COLUMN migration_runs.documents IS 'Documents it read.';
COMMENT ON COLUMN migration_runs.bytes IS 'Bytes it read.';
COMMENT ON COLUMN migration_runs.error_code IS 'Why it failed.';
COMMENT ON COLUMN migration_runs.report IS 'Its report.';
COMMENT ON COLUMN migration_runs.is_undoable IS 'Whether it kept what undo needs; runs of before that was kept did not.';
COMMENT ON MATERIALIZED VIEW mv_agent_utilization IS 'Budget and work per agent, as of the last refresh.';
COMMENT ON COLUMN mv_agent_utilization.agent_id IS 'The agent.';
COMMENT ON COLUMN mv_agent_utilization.display_name IS 'Its name.';
COMMENT ON COLUMN mv_agent_utilization.agent_type IS 'Its kind.';
COMMENT ON COLUMN mv_agent_utilization.agent_status IS 'Its status.';
COMMENT ON COLUMN mv_agent_utilization.master_agent_id IS 'Its master.';
COMMENT ON COLUMN mv_agent_utilization.token_budget_total IS 'Both budgets together.';
COMMENT ON COLUMN mv_agent_utilization.tokens_used_total IS 'Tokens used since it exists.';
COMMENT ON COLUMN mv_agent_utilization.tasks_in_progress IS 'Tasks it works on.';
COMMENT ON COLUMN mv_agent_utilization.tasks_completed IS 'Tasks it completed.';
COMMENT ON COLUMN mv_agent_utilization.tasks_failed IS 'Tasks it failed.';
COMMENT ON COLUMN mv_agent_utilization.tokens_used_by_tasks IS 'Tokens its tasks used.';
COMMENT ON MATERIALIZED VIEW mv_asset_catalog_summary IS 'Assets counted by type, category and sensitivity, as of the last refresh.';
COMMENT ON COLUMN mv_asset_catalog_summary.asset_type IS 'Type of the assets.';
COMMENT ON COLUMN mv_asset_catalog_summary.category IS 'Category; '''' when they have none.';
COMMENT ON COLUMN mv_asset_catalog_summary.sensitivity IS 'Sensitivity; '''' when they have none.';
COMMENT ON COLUMN mv_asset_catalog_summary.asset_count IS 'How many.';
COMMENT ON COLUMN mv_asset_catalog_summary.unique_owners IS 'Different owners.';
COMMENT ON COLUMN mv_asset_catalog_summary.unique_namespaces IS 'Different namespaces.';
COMMENT ON COLUMN mv_asset_catalog_summary.last_modified IS 'The latest change among them.';
COMMENT ON MATERIALIZED VIEW mv_open_violations IS 'Open violations per policy and severity, as of the last refresh.';
COMMENT ON COLUMN mv_open_violations.policy_id IS 'The policy.';
COMMENT ON COLUMN mv_open_violations.policy_name IS 'Its name.';
COMMENT ON COLUMN mv_open_violations.severity IS 'Severity; '''' when they have none.';
COMMENT ON COLUMN mv_open_violations.open_violations IS 'How many are open.';
COMMENT ON COLUMN mv_open_violations.acknowledged IS 'How many of them somebody took note of.';
COMMENT ON COLUMN mv_open_violations.oldest_detected_at IS 'When the oldest was found.';
COMMENT ON COLUMN mv_open_violations.newest_detected_at IS 'When the newest was found.';
COMMENT ON MATERIALIZED VIEW mv_task_throughput_daily IS 'Tasks created, completed and failed per day, as of the last refresh.';
COMMENT ON COLUMN mv_task_throughput_daily.day IS 'Day, UTC.';
COMMENT ON COLUMN mv_task_throughput_daily.tasks_created IS 'Tasks created.';
COMMENT ON COLUMN mv_task_throughput_daily.tasks_completed IS 'Tasks completed.';
COMMENT ON COLUMN mv_task_throughput_daily.tasks_failed IS 'Tasks failed.';
COMMENT ON MATERIALIZED VIEW mv_token_usage_daily IS 'Tokens used per day, agent and budget, as of the last refresh.';
COMMENT ON COLUMN mv_token_usage_daily.day IS 'Day, UTC.';
COMMENT ON COLUMN mv_token_usage_daily.agent_id IS 'The agent.';
COMMENT ON COLUMN mv_token_usage_daily.budget_type IS 'personal or worker_pool.';
COMMENT ON COLUMN mv_token_usage_daily.tokens_used IS 'Tokens used, snapshots not counted.';
COMMENT ON COLUMN mv_token_usage_daily.highest_snapshot IS 'Highest running total of the day; NULL without snapshots.';
COMMENT ON COLUMN mv_token_usage_daily.lowest_remaining IS 'Lowest remainder of the day.';
COMMENT ON COLUMN mv_token_usage_daily.entries IS 'Entries in the history.';
COMMENT ON MATERIALIZED VIEW mv_worker_efficiency IS 'What each worker completed, by its tasks and by its runs, as of the last refresh.';
COMMENT ON COLUMN mv_worker_efficiency.agent_id IS 'The worker.';
COMMENT ON COLUMN mv_worker_efficiency.display_name IS 'Its name.';
COMMENT ON COLUMN mv_worker_efficiency.specialization IS 'The kind of work it is made for.';
COMMENT ON COLUMN mv_worker_efficiency.tasks_completed IS 'Tasks it completed.';
COMMENT ON COLUMN mv_worker_efficiency.tasks_failed IS 'Tasks it failed.';
COMMENT ON COLUMN mv_worker_efficiency.avg_completion_minutes IS 'Minutes per completed task, on average.';
COMMENT ON COLUMN mv_worker_efficiency.avg_tokens_per_task IS 'Tokens per completed task, on average.';
COMMENT ON COLUMN mv_worker_efficiency.runs IS 'Runs it had.';
COMMENT ON COLUMN mv_worker_efficiency.runs_completed IS 'Runs that were completed.';
COMMENT ON COLUMN mv_worker_efficiency.runs_failed IS 'Runs that failed.';
COMMENT ON COLUMN mv_worker_efficiency.avg_run_minutes IS 'Minutes per run, on average.';
COMMENT ON TABLE policy_violations IS 'A violation of a policy, from its detection to its resolution.';
COMMENT ON COLUMN policy_violations.violation_id IS 'Number of the violation.';
COMMENT ON COLUMN policy_violations.policy_id IS 'The policy.';
COMMENT ON COLUMN policy_violations.asset_id IS 'The asset that violates it.';
COMMENT ON COLUMN policy_violations.task_id IS 'The task that violates it.';
COMMENT ON COLUMN policy_violations.agent_id IS 'The agent that violates it.';
COMMENT ON COLUMN policy_violations.violation_summary IS 'What is wrong, in a sentence.';
COMMENT ON COLUMN policy_violations.violation_details IS 'Details, redacted.';
COMMENT ON COLUMN policy_violations.severity IS 'How bad it is.';
COMMENT ON COLUMN policy_violations.status IS 'open, acknowledged, resolved or false_positive.';
COMMENT ON COLUMN policy_violations.resolved_by IS 'The user who resolved it.';
COMMENT ON COLUMN policy_violations.resolution_notes IS 'How it was resolved.';
COMMENT ON COLUMN policy_violations.detected_at IS 'When it was found; NULL where the source does not say.';
COMMENT ON COLUMN policy_violations.acknowledged_at IS 'When somebody took note.';
COMMENT ON COLUMN policy_violations.resolved_at IS 'When it was resolved.';
COMMENT ON COLUMN policy_violations.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN policy_violations.external_id IS 'The id that the source gave the row, where it has one.';
COMMENT ON COLUMN policy_violations.source_status IS 'The word of the source for status.';
COMMENT ON COLUMN policy_violations.source_severity IS 'The word of the source for severity.';
COMMENT ON COLUMN policy_violations.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN policy_violations.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON COLUMN policy_violations.updated_at IS 'When the row was last written here (not in the source). By trigger unless a statement sets it.';
COMMENT ON ROUTINE policy_violations_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE policy_violations_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE policy_violations_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE policy_violations_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON TABLE quarantine IS 'Records that could not be mapped; they wait to be replayed.';
COMMENT ON COLUMN quarantine.quarantine_id IS 'Number of the entry.';
COMMENT ON COLUMN quarantine.document_id IS 'The document.';
COMMENT ON COLUMN quarantine.ordinal IS 'The record in it.';
COMMENT ON COLUMN quarantine.run_id IS 'The run that quarantined it.';
COMMENT ON COLUMN quarantine.path IS 'Path of the document, as bytes.';
COMMENT ON COLUMN quarantine.path_text IS 'The path, printable.';
COMMENT ON COLUMN quarantine.member IS 'Archive member, as bytes.';
COMMENT ON COLUMN quarantine.byte_offset IS 'Where it begins.';
COMMENT ON COLUMN quarantine.byte_length IS 'How many bytes it spans.';
COMMENT ON COLUMN quarantine.reason_code IS 'Why, as a code.';
COMMENT ON COLUMN quarantine.detail IS 'Why, in a sentence; never the content.';
COMMENT ON COLUMN quarantine.raw IS 'The bytes, as secret as the archive; NULL when they are found in document_chunks.';
COMMENT ON COLUMN quarantine.created_at IS 'When it was quarantined.';
COMMENT ON COLUMN quarantine.replayed_at IS 'When a replay brought it in.';
COMMENT ON COLUMN quarantine.replayed_run_id IS 'The run of that replay.';
COMMENT ON ROUTINE reap_tombstones(interval) IS 'Deletes tombstones older than the interval (at least an hour) and returns how many.';
COMMENT ON ROUTINE refresh_materialized_views(text,boolean) IS 'Refreshes all materialized views, or the stale ones, and records who asked and how long it took.';
COMMENT ON TABLE row_before_images IS 'What a run overwrote or deleted, for undo.';
COMMENT ON COLUMN row_before_images.run_id IS 'The run.';
COMMENT ON COLUMN row_before_images.table_name IS 'Table of the row.';
COMMENT ON COLUMN row_before_images.row_key IS 'Primary key of the row, as text.';
COMMENT ON COLUMN row_before_images.operation IS 'insert, update or delete.';
COMMENT ON COLUMN row_before_images.before IS 'The row as it was; NULL for an insert.';
COMMENT ON COLUMN row_before_images.imported IS 'What imported_rows said of the row before the run; undo puts both back.';
COMMENT ON TABLE row_tombstones IS 'What is left of a deleted row: its version, for caches and for a later row of the same id. Reaped by reap_tombstones().';
COMMENT ON COLUMN row_tombstones.table_name IS 'Table of the row.';
COMMENT ON COLUMN row_tombstones.row_key IS 'Primary key of the row, as text.';
COMMENT ON COLUMN row_tombstones.version IS 'Version of the deletion: last version + 1. A later row begins above it.';
COMMENT ON COLUMN row_tombstones.deleted_at IS 'When it was deleted.';
COMMENT ON ROUTINE seal_audit_chain(integer,boolean) IS 'Links committed audit rows into the chain and returns how many; one at a time, the others return 0.';
COMMENT ON ROUTINE search_assets(text,integer,asset_type[],text[],text[],text[],sensitivity_level[],text[]) IS 'Assets that fit the query, best first: by id, name, words, beginnings, likeness.';
COMMENT ON TYPE sensitivity_level IS 'Who may see an asset, from everybody to hardly anybody.';
COMMENT ON TABLE source_record_rows IS 'Which rows a record made or changed, and so where a row comes from.';
COMMENT ON COLUMN source_record_rows.document_id IS 'The document; no foreign key, the gate counts links without their entry.';
COMMENT ON COLUMN source_record_rows.ordinal IS 'The record in it.';
COMMENT ON COLUMN source_record_rows.table_name IS 'Table of the row.';
COMMENT ON COLUMN source_record_rows.row_key IS 'Primary key of the row, as text.';
COMMENT ON COLUMN source_record_rows.role IS 'primary (decides the disposition), secondary or stub.';
COMMENT ON TABLE source_records IS 'The ledger: every record of every document, where it stood and what became of it.';
COMMENT ON COLUMN source_records.document_id IS 'The document it stands in; no foreign key, the gate counts entries without one.';
COMMENT ON COLUMN source_records.ordinal IS 'Its number in the document, in reading order.';
COMMENT ON COLUMN source_records.parent_ordinal IS 'The record around it.';
COMMENT ON COLUMN source_records.kind IS 'Kind of record.';
COMMENT ON COLUMN source_records.pointer IS 'JSON pointer to it in the document.';
COMMENT ON COLUMN source_records.byte_offset IS 'Where it begins in the document.';
COMMENT ON COLUMN source_records.byte_length IS 'How many bytes it spans.';
COMMENT ON COLUMN source_records.sha256 IS 'sha256 of those bytes; not readable by services (a hash of a weak secret confirms a guess).';
COMMENT ON COLUMN source_records.disposition IS 'What became of it: inserted, updated, unchanged, duplicate, quarantined or archived-only.';
COMMENT ON COLUMN source_records.reason IS 'Why, where that is not plain.';
COMMENT ON COLUMN source_records.run_id IS 'The run that decided so; no foreign key, the gate counts entries without one.';
COMMENT ON ROUTINE stamp_tokens_used_today() IS 'Trigger: the day that tokens_used_today belongs to, and what it held when that day began.';
COMMENT ON TABLE table_generations IS 'Generation of a table: a TRUNCATE leaves no tombstones, so caches compare this number.';
COMMENT ON COLUMN table_generations.table_name IS 'The table.';
COMMENT ON COLUMN table_generations.generation IS 'Grows by one with each TRUNCATE.';
COMMENT ON COLUMN table_generations.bumped_at IS 'When it last grew.';
COMMENT ON COLUMN table_generations.reason IS 'Why it last grew.';
COMMENT ON TABLE task_aliases IS 'Another name under which the source refers to a task.';
COMMENT ON COLUMN task_aliases.alias IS 'The other name.';
COMMENT ON COLUMN task_aliases.task_id IS 'The task that is meant.';
COMMENT ON COLUMN task_aliases.rule IS 'The rule by which the two were found to be one.';
COMMENT ON TABLE task_handoffs IS 'A task passed from one agent to another. Some in the source name no task, sender or receiver.';
COMMENT ON COLUMN task_handoffs.handoff_id IS 'Number of the handoff.';
COMMENT ON COLUMN task_handoffs.task_id IS 'The task that is passed on.';
COMMENT ON COLUMN task_handoffs.from_agent_id IS 'Who passes it on.';
COMMENT ON COLUMN task_handoffs.to_agent_id IS 'Who is to take it.';
COMMENT ON COLUMN task_handoffs.handoff_reason IS 'Why it is passed on.';
COMMENT ON COLUMN task_handoffs.context_data IS 'What the receiver needs to know, redacted.';
COMMENT ON COLUMN task_handoffs.created_at IS 'When it was passed on; NULL where the source does not say.';
COMMENT ON COLUMN task_handoffs.acknowledged_at IS 'When the receiver took it.';
COMMENT ON COLUMN task_handoffs.external_id IS 'The id that the source gave the row, where it has one.';
COMMENT ON COLUMN task_handoffs.source_status IS 'The word of the source for the state of the handoff.';
COMMENT ON COLUMN task_handoffs.source_priority IS 'The word of the source for its priority.';
COMMENT ON COLUMN task_handoffs.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN task_handoffs.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN task_handoffs.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON COLUMN task_handoffs.updated_at IS 'When the row was last written here (not in the source). By trigger unless a statement sets it.';
COMMENT ON ROUTINE task_handoffs_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE task_handoffs_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE task_handoffs_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE task_handoffs_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON TABLE task_lineage IS 'An edge between two tasks: what came out of what, what waits for what.';
COMMENT ON COLUMN task_lineage.id IS 'Number of the edge.';
COMMENT ON COLUMN task_lineage.parent_task_id IS 'The upstream task.';
COMMENT ON COLUMN task_lineage.child_task_id IS 'The downstream task.';
COMMENT ON COLUMN task_lineage.relationship_type IS 'spawned, depends_on, blocks, related_to, builds_on, next or retry_of.';
COMMENT ON COLUMN task_lineage.created_at IS 'When the edge came to be; NULL where the source does not say.';
COMMENT ON COLUMN task_lineage.external_id IS 'The id that the source gave the row, where it has one.';
COMMENT ON COLUMN task_lineage.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN task_lineage.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN task_lineage.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON COLUMN task_lineage.updated_at IS 'When the row was last written here (not in the source). By trigger unless a statement sets it.';
COMMENT ON ROUTINE task_lineage_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE task_lineage_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE task_lineage_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE task_lineage_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON TYPE task_priority IS 'How urgent a task is.';
COMMENT ON TYPE task_status IS 'Where a task stands.';
COMMENT ON TABLE task_versions IS 'A version of a task that is not the current one: another file or another time said something else.';
COMMENT ON COLUMN task_versions.version_id IS 'Number of the version.';
COMMENT ON COLUMN task_versions.source_key IS 'Key under which the migrator finds the version again.';
COMMENT ON COLUMN task_versions.task_id IS 'The task.';
COMMENT ON COLUMN task_versions.document_id IS 'The document it comes from.';
COMMENT ON COLUMN task_versions.ordinal IS 'The record in that document.';
COMMENT ON COLUMN task_versions.origin IS 'Where it stood: live-queue, archive, dated-backup, task-file, handoff or embedded.';
COMMENT ON COLUMN task_versions.reason IS 'Why it is not the current one.';
COMMENT ON COLUMN task_versions.task_status IS 'Its status, in our words.';
COMMENT ON COLUMN task_versions.task_priority IS 'Its priority, in our words.';
COMMENT ON COLUMN task_versions.title IS 'Its title.';
COMMENT ON COLUMN task_versions.source_status IS 'Its status in the words of the source.';
COMMENT ON COLUMN task_versions.source_priority IS 'Its priority in the words of the source.';
COMMENT ON COLUMN task_versions.source_updated_at IS 'When the source last changed it: decides which version is the newest.';
COMMENT ON COLUMN task_versions.created_at IS 'When the task was created, according to this version.';
COMMENT ON COLUMN task_versions.content IS 'The whole version, redacted.';
COMMENT ON COLUMN task_versions.recorded_at IS 'When the version was recorded here.';
COMMENT ON TABLE tasks IS 'A task. Where the source has several versions of one, the newest is here and the others are in task_versions.';
COMMENT ON COLUMN tasks.task_id IS 'Id of the task. Where one id names different tasks the second and later are id#2, id#3, …; metadata.original_id keeps the first form.';
COMMENT ON COLUMN tasks.task_status IS 'Where it stands; the raw word is in source_status.';
COMMENT ON COLUMN tasks.task_priority IS 'How urgent it is; the raw word is in source_priority.';
COMMENT ON COLUMN tasks.title IS 'What is to be done, in a line.';
COMMENT ON COLUMN tasks.description IS 'What is to be done, at length.';
COMMENT ON COLUMN tasks.task_type IS 'Kind of task, as the source calls it.';
COMMENT ON COLUMN tasks.category IS 'Subject it belongs to.';
COMMENT ON COLUMN tasks.assigned_to_agent_id IS 'The agent that works on it.';
COMMENT ON COLUMN tasks.created_by_agent_id IS 'The agent that created it.';
COMMENT ON COLUMN tasks.master_agent_id IS 'The master that answers for it.';
COMMENT ON COLUMN tasks.parent_task_id IS 'The task of which it is a part.';
COMMENT ON COLUMN tasks.root_task_id IS 'The topmost task above it.';
COMMENT ON COLUMN tasks.repository_owner IS 'Owner of the repository it is about.';
COMMENT ON COLUMN tasks.repository_name IS 'Name of the repository it is about.';
COMMENT ON COLUMN tasks.repository_url IS 'Address of the repository it is about.';
COMMENT ON COLUMN tasks.tokens_allocated IS 'Tokens it may use; 0 means that no budget was set.';
COMMENT ON COLUMN tasks.tokens_used IS 'Tokens it has used.';
COMMENT ON COLUMN tasks.timeout_minutes IS 'Minutes after which it counts as failed.';
COMMENT ON COLUMN tasks.sla_minutes IS 'Minutes within which it has been promised.';
COMMENT ON COLUMN tasks.created_at IS 'When it was created; NULL where the source does not say.';
COMMENT ON COLUMN tasks.started_at IS 'When work on it began. Some completed tasks have none.';
COMMENT ON COLUMN tasks.completed_at IS 'When it was completed.';
COMMENT ON COLUMN tasks.failed_at IS 'When it failed.';
COMMENT ON COLUMN tasks.due_at IS 'When it is due.';
COMMENT ON COLUMN tasks.result_summary IS 'What came of it, in a sentence.';
COMMENT ON COLUMN tasks.result_data IS 'What came of it, redacted.';
COMMENT ON COLUMN tasks.error_message IS 'Why it failed.';
COMMENT ON COLUMN tasks.error_details IS 'Details of the failure, redacted.';
COMMENT ON COLUMN tasks.tags IS 'Words to find it by.';
COMMENT ON COLUMN tasks.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN tasks.source_status IS 'The word of the source for task_status.';
COMMENT ON COLUMN tasks.source_priority IS 'The word (or number) of the source for task_priority.';
COMMENT ON COLUMN tasks.is_stub IS 'True for a row that exists only because something refers to it.';
COMMENT ON COLUMN tasks.is_seed IS 'True for a row that the migrations made.';
COMMENT ON COLUMN tasks.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN tasks.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON COLUMN tasks.updated_at IS 'When the row was last written here (not in the source). By trigger unless a statement sets it.';
COMMENT ON ROUTINE tasks_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE tasks_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE tasks_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE tasks_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON TABLE token_budget_history IS 'Token use over time: one row per operation, or per snapshot of a running total.';
COMMENT ON COLUMN token_budget_history.id IS 'Number of the entry.';
COMMENT ON COLUMN token_budget_history.agent_id IS 'Who used the tokens.';
COMMENT ON COLUMN token_budget_history.task_id IS 'What for.';
COMMENT ON COLUMN token_budget_history.tokens_used IS 'Tokens used by the operation; for a snapshot the running total.';
COMMENT ON COLUMN token_budget_history.tokens_remaining IS 'What was left of the budget; negative when it was overrun.';
COMMENT ON COLUMN token_budget_history.budget_type IS 'personal or worker_pool.';
COMMENT ON COLUMN token_budget_history.operation IS 'What used them; ''snapshot'' marks a running total, which nobody adds up.';
COMMENT ON COLUMN token_budget_history.recorded_at IS 'When; NULL where the source does not say.';
COMMENT ON COLUMN token_budget_history.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN token_budget_history.external_id IS 'The id that the source gave the row, where it has one.';
COMMENT ON COLUMN token_budget_history.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON ROUTINE touch_row() IS 'Trigger: version + 1 and updated_at.';
COMMENT ON ROUTINE track_row_versions(regclass,name) IS 'Gives a table (and its key column) row versions: for migrations that add a table.';
COMMENT ON TABLE users IS 'A person or service that signs in.';
COMMENT ON COLUMN users.user_id IS 'Id of the user.';
COMMENT ON COLUMN users.username IS 'Name to sign in with.';
COMMENT ON COLUMN users.email IS 'Address; unique.';
COMMENT ON COLUMN users.password_hash IS 'argon2 hash; never a password.';
COMMENT ON COLUMN users.api_key_hash IS 'Hash of the API key; never a key.';
COMMENT ON COLUMN users.full_name IS 'Name for people.';
COMMENT ON COLUMN users.role IS 'admin, user or readonly.';
COMMENT ON COLUMN users.is_active IS 'False locks the user out.';
COMMENT ON COLUMN users.is_verified IS 'Whether the address was confirmed.';
COMMENT ON COLUMN users.created_at IS 'When the user was created; NULL where the source does not say.';
COMMENT ON COLUMN users.last_login IS 'When the user last signed in.';
COMMENT ON COLUMN users.verified_at IS 'When the address was confirmed.';
COMMENT ON COLUMN users.preferences IS 'Settings of the user.';
COMMENT ON COLUMN users.metadata IS 'What has no column of its own, redacted.';
COMMENT ON COLUMN users.source_role IS 'The word of the source for role.';
COMMENT ON COLUMN users.is_stub IS 'True for a row that exists only because something refers to it.';
COMMENT ON COLUMN users.is_seed IS 'True for a row that the migrations made.';
COMMENT ON COLUMN users.derived IS 'Column → rule, for each value of this row that the migrator derived instead of reading; NULL when there is none.';
COMMENT ON COLUMN users.version IS 'Row version: 1 at first, old + 1 at every update, by trigger. A deleted and re-inserted row goes on above its tombstone.';
COMMENT ON COLUMN users.updated_at IS 'When the row was last written here (not in the source). By trigger unless a statement sets it.';
COMMENT ON ROUTINE users_version_delete() IS 'Trigger: deleted rows leave tombstones.';
COMMENT ON ROUTINE users_version_insert() IS 'Trigger: an inserted row begins above the tombstone of its id.';
COMMENT ON ROUTINE users_version_rekey() IS 'Trigger: a changed key buries the old id.';
COMMENT ON ROUTINE users_version_settle() IS 'Trigger: the same, for an INSERT that waited for a DELETE.';
COMMENT ON VIEW v_active_tasks_by_master IS 'Tasks of each active master by status; live.';
COMMENT ON COLUMN v_active_tasks_by_master.master_id IS 'The master.';
COMMENT ON COLUMN v_active_tasks_by_master.master_name IS 'Its name.';
COMMENT ON COLUMN v_active_tasks_by_master.task_status IS 'Status of the tasks; NULL for a master without any.';
COMMENT ON COLUMN v_active_tasks_by_master.task_count IS 'How many.';
COMMENT ON COLUMN v_active_tasks_by_master.total_tokens_allocated IS 'Tokens they may use together.';
COMMENT ON COLUMN v_active_tasks_by_master.total_tokens_used IS 'Tokens they have used together.';
COMMENT ON VIEW v_asset_catalog_summary IS 'Assets counted by type, category and sensitivity; live.';
COMMENT ON COLUMN v_asset_catalog_summary.asset_type IS 'Type of the assets.';
COMMENT ON COLUMN v_asset_catalog_summary.category IS 'Category of the assets.';
COMMENT ON COLUMN v_asset_catalog_summary.sensitivity IS 'Sensitivity of the assets.';
COMMENT ON COLUMN v_asset_catalog_summary.asset_count IS 'How many.';
COMMENT ON COLUMN v_asset_catalog_summary.unique_owners IS 'Different owners.';
COMMENT ON COLUMN v_asset_catalog_summary.unique_namespaces IS 'Different namespaces.';
COMMENT ON VIEW v_recent_security_events IS 'The newest 100 events of high or critical security impact; live.';
COMMENT ON COLUMN v_recent_security_events.id IS 'Number of the event.';
COMMENT ON COLUMN v_recent_security_events.event_type IS 'What kind of event.';
COMMENT ON COLUMN v_recent_security_events.event_summary IS 'What happened.';
COMMENT ON COLUMN v_recent_security_events.severity IS 'Its severity.';
COMMENT ON COLUMN v_recent_security_events.security_impact IS 'high or critical.';
COMMENT ON COLUMN v_recent_security_events.agent_id IS 'The agent it is about.';
COMMENT ON COLUMN v_recent_security_events.agent_name IS 'The agent''s name.';
COMMENT ON COLUMN v_recent_security_events.occurred_at IS 'When it happened.';
COMMENT ON VIEW v_worker_efficiency IS 'What each worker completed and what it cost; live.';
COMMENT ON COLUMN v_worker_efficiency.agent_id IS 'The worker.';
COMMENT ON COLUMN v_worker_efficiency.display_name IS 'Its name.';
COMMENT ON COLUMN v_worker_efficiency.specialization IS 'The kind of work it is made for.';
COMMENT ON COLUMN v_worker_efficiency.tasks_completed IS 'Tasks it completed.';
COMMENT ON COLUMN v_worker_efficiency.avg_completion_minutes IS 'Minutes from start to completion, on average.';
COMMENT ON COLUMN v_worker_efficiency.total_tokens_used IS 'Tokens they used together.';
COMMENT ON COLUMN v_worker_efficiency.avg_tokens_per_task IS 'Tokens per task, on average.';
COMMENT ON ROUTINE verify_audit_chain(bigint,bigint) IS 'The first audit row that is altered or missing; no row when all are as they were sealed.';
COMMENT ON TYPE worker_certification IS 'Whether a worker may work unattended.';

-- Rights

GRANT SELECT ON COLUMN audit_chain.agent_id TO cortex_api;
GRANT SELECT ON COLUMN audit_chain.agent_id TO cortex_readonly;
GRANT SELECT ON COLUMN audit_chain.asset_id TO cortex_api;
GRANT SELECT ON COLUMN audit_chain.asset_id TO cortex_readonly;
GRANT SELECT ON COLUMN audit_chain.audit_id TO cortex_api;
GRANT SELECT ON COLUMN audit_chain.audit_id TO cortex_readonly;
GRANT SELECT ON COLUMN audit_chain.chain_hash TO cortex_api;
GRANT SELECT ON COLUMN audit_chain.chain_hash TO cortex_readonly;
GRANT SELECT ON COLUMN audit_chain.chain_no TO cortex_api;
GRANT SELECT ON COLUMN audit_chain.chain_no TO cortex_readonly;
GRANT SELECT ON COLUMN audit_chain.emptied_at TO cortex_api;
GRANT SELECT ON COLUMN audit_chain.emptied_at TO cortex_readonly;
GRANT SELECT ON COLUMN audit_chain.sealed_at TO cortex_api;
GRANT SELECT ON COLUMN audit_chain.sealed_at TO cortex_readonly;
GRANT SELECT ON COLUMN audit_chain.task_id TO cortex_api;
GRANT SELECT ON COLUMN audit_chain.task_id TO cortex_readonly;
GRANT INSERT ON COLUMN audit_logs.agent_id TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.asset_id TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.compliance_tags TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.derived TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.event_details TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.event_summary TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.event_type TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.external_id TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.ip_address TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.metadata TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.occurred_at TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.security_impact TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.severity TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.source_event_type TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.source_severity TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.task_id TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.user_agent TO cortex_api;
GRANT INSERT ON COLUMN audit_logs.user_id TO cortex_api;
GRANT SELECT ON COLUMN audit_withdrawals.chain_no TO cortex_api;
GRANT SELECT ON COLUMN audit_withdrawals.chain_no TO cortex_readonly;
GRANT SELECT ON COLUMN audit_withdrawals.run_id TO cortex_api;
GRANT SELECT ON COLUMN audit_withdrawals.run_id TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.doc TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.doc TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.document_id TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.document_id TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.envelope_bytes TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.envelope_bytes TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.file_stamp TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.file_stamp TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.imported_at TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.imported_at TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.is_current TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.is_current TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.kind TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.kind TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.member TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.member TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.member_text TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.member_text TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.mode TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.mode TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.mtime TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.mtime TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.parse_status TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.parse_status TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.path TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.path TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.path_text TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.path_text TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.record_count TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.record_count TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.repairs TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.repairs TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.retired_run_id TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.retired_run_id TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.run_id TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.run_id TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.separator_bytes TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.separator_bytes TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.size TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.size TO cortex_readonly;
GRANT SELECT ON COLUMN coordination_documents.superseded_by TO cortex_api;
GRANT SELECT ON COLUMN coordination_documents.superseded_by TO cortex_readonly;
GRANT SELECT ON COLUMN imported_rows.operation TO cortex_api;
GRANT SELECT ON COLUMN imported_rows.operation TO cortex_readonly;
GRANT SELECT ON COLUMN imported_rows.row_key TO cortex_api;
GRANT SELECT ON COLUMN imported_rows.row_key TO cortex_readonly;
GRANT SELECT ON COLUMN imported_rows.row_version TO cortex_api;
GRANT SELECT ON COLUMN imported_rows.row_version TO cortex_readonly;
GRANT SELECT ON COLUMN imported_rows.run_id TO cortex_api;
GRANT SELECT ON COLUMN imported_rows.run_id TO cortex_readonly;
GRANT SELECT ON COLUMN imported_rows.table_name TO cortex_api;
GRANT SELECT ON COLUMN imported_rows.table_name TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.byte_length TO cortex_api;
GRANT SELECT ON COLUMN quarantine.byte_length TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.byte_offset TO cortex_api;
GRANT SELECT ON COLUMN quarantine.byte_offset TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.created_at TO cortex_api;
GRANT SELECT ON COLUMN quarantine.created_at TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.detail TO cortex_api;
GRANT SELECT ON COLUMN quarantine.detail TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.document_id TO cortex_api;
GRANT SELECT ON COLUMN quarantine.document_id TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.member TO cortex_api;
GRANT SELECT ON COLUMN quarantine.member TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.ordinal TO cortex_api;
GRANT SELECT ON COLUMN quarantine.ordinal TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.path TO cortex_api;
GRANT SELECT ON COLUMN quarantine.path TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.path_text TO cortex_api;
GRANT SELECT ON COLUMN quarantine.path_text TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.quarantine_id TO cortex_api;
GRANT SELECT ON COLUMN quarantine.quarantine_id TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.reason_code TO cortex_api;
GRANT SELECT ON COLUMN quarantine.reason_code TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.replayed_at TO cortex_api;
GRANT SELECT ON COLUMN quarantine.replayed_at TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.replayed_run_id TO cortex_api;
GRANT SELECT ON COLUMN quarantine.replayed_run_id TO cortex_readonly;
GRANT SELECT ON COLUMN quarantine.run_id TO cortex_api;
GRANT SELECT ON COLUMN quarantine.run_id TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.byte_length TO cortex_api;
GRANT SELECT ON COLUMN source_records.byte_length TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.byte_offset TO cortex_api;
GRANT SELECT ON COLUMN source_records.byte_offset TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.disposition TO cortex_api;
GRANT SELECT ON COLUMN source_records.disposition TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.document_id TO cortex_api;
GRANT SELECT ON COLUMN source_records.document_id TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.kind TO cortex_api;
GRANT SELECT ON COLUMN source_records.kind TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.ordinal TO cortex_api;
GRANT SELECT ON COLUMN source_records.ordinal TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.parent_ordinal TO cortex_api;
GRANT SELECT ON COLUMN source_records.parent_ordinal TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.pointer TO cortex_api;
GRANT SELECT ON COLUMN source_records.pointer TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.reason TO cortex_api;
GRANT SELECT ON COLUMN source_records.reason TO cortex_readonly;
GRANT SELECT ON COLUMN source_records.run_id TO cortex_api;
GRANT SELECT ON COLUMN source_records.run_id TO cortex_readonly;
GRANT SELECT ON COLUMN users.created_at TO cortex_readonly;
GRANT SELECT ON COLUMN users.derived TO cortex_readonly;
GRANT SELECT ON COLUMN users.email TO cortex_readonly;
GRANT SELECT ON COLUMN users.full_name TO cortex_readonly;
GRANT SELECT ON COLUMN users.is_active TO cortex_readonly;
GRANT SELECT ON COLUMN users.is_seed TO cortex_readonly;
GRANT SELECT ON COLUMN users.is_stub TO cortex_readonly;
GRANT SELECT ON COLUMN users.is_verified TO cortex_readonly;
GRANT SELECT ON COLUMN users.last_login TO cortex_readonly;
GRANT SELECT ON COLUMN users.metadata TO cortex_readonly;
GRANT SELECT ON COLUMN users.preferences TO cortex_readonly;
GRANT SELECT ON COLUMN users.role TO cortex_readonly;
GRANT SELECT ON COLUMN users.source_role TO cortex_readonly;
GRANT SELECT ON COLUMN users.updated_at TO cortex_readonly;
GRANT SELECT ON COLUMN users.user_id TO cortex_readonly;
GRANT SELECT ON COLUMN users.username TO cortex_readonly;
GRANT SELECT ON COLUMN users.verified_at TO cortex_readonly;
GRANT SELECT ON COLUMN users.version TO cortex_readonly;
GRANT EXECUTE ON ROUTINE apply_audit_retention(interval,integer) TO cortex_api;
GRANT EXECUTE ON ROUTINE audit_body_hash(audit_logs,bytea) TO PUBLIC;
GRANT EXECUTE ON ROUTINE audit_chain_fold(bytea) TO PUBLIC;
GRANT EXECUTE ON ROUTINE audit_chain_lock_key() TO PUBLIC;
GRANT EXECUTE ON ROUTINE audit_chain_step(bytea,bytea) TO PUBLIC;
GRANT EXECUTE ON ROUTINE audit_link(audit_logs,audit_chain) TO PUBLIC;
GRANT EXECUTE ON ROUTINE check_lineage_arguments(text,integer) TO PUBLIC;
GRANT EXECUTE ON ROUTINE get_agent_hierarchy(text) TO PUBLIC;
GRANT EXECUTE ON ROUTINE get_agent_utilization(text) TO PUBLIC;
GRANT EXECUTE ON ROUTINE get_asset_lineage(text,text,integer) TO PUBLIC;
GRANT EXECUTE ON ROUTINE get_task_hierarchy(text) TO PUBLIC;
GRANT EXECUTE ON ROUTINE get_task_lineage(text,text,integer) TO PUBLIC;
GRANT EXECUTE ON ROUTINE is_migrating() TO PUBLIC;
GRANT EXECUTE ON ROUTINE is_over_budget(integer,integer,integer,integer) TO PUBLIC;
GRANT EXECUTE ON ROUTINE is_wanted_asset(assets,asset_type[],text[],text[],text[],sensitivity_level[],text[]) TO PUBLIC;
GRANT EXECUTE ON ROUTINE reap_tombstones(interval) TO cortex_api;
GRANT EXECUTE ON ROUTINE refresh_materialized_views(text,boolean) TO cortex_api;
GRANT EXECUTE ON ROUTINE seal_audit_chain(integer,boolean) TO cortex_api;
GRANT EXECUTE ON ROUTINE search_assets(text,integer,asset_type[],text[],text[],text[],sensitivity_level[],text[]) TO PUBLIC;
GRANT EXECUTE ON ROUTINE verify_audit_chain(bigint,bigint) TO cortex_api;
GRANT EXECUTE ON ROUTINE verify_audit_chain(bigint,bigint) TO cortex_readonly;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA public TO cortex_api;
GRANT USAGE ON SCHEMA public TO cortex_backup;
GRANT USAGE ON SCHEMA public TO cortex_readonly;
GRANT USAGE ON SCHEMA public TO cortex_replication;
GRANT USAGE ON SEQUENCE asset_lineage_id_seq TO cortex_api;
GRANT SELECT ON SEQUENCE asset_lineage_id_seq TO cortex_backup;
GRANT USAGE ON SEQUENCE audit_logs_id_seq TO cortex_api;
GRANT SELECT ON SEQUENCE audit_logs_id_seq TO cortex_backup;
GRANT SELECT ON SEQUENCE coordination_documents_document_id_seq TO cortex_backup;
GRANT USAGE ON SEQUENCE policy_violations_violation_id_seq TO cortex_api;
GRANT SELECT ON SEQUENCE policy_violations_violation_id_seq TO cortex_backup;
GRANT SELECT ON SEQUENCE quarantine_quarantine_id_seq TO cortex_backup;
GRANT USAGE ON SEQUENCE task_handoffs_handoff_id_seq TO cortex_api;
GRANT SELECT ON SEQUENCE task_handoffs_handoff_id_seq TO cortex_backup;
GRANT USAGE ON SEQUENCE task_lineage_id_seq TO cortex_api;
GRANT SELECT ON SEQUENCE task_lineage_id_seq TO cortex_backup;
GRANT USAGE ON SEQUENCE task_versions_version_id_seq TO cortex_api;
GRANT SELECT ON SEQUENCE task_versions_version_id_seq TO cortex_backup;
GRANT USAGE ON SEQUENCE token_budget_history_id_seq TO cortex_api;
GRANT SELECT ON SEQUENCE token_budget_history_id_seq TO cortex_backup;
GRANT SELECT ON TABLE _prisma_migrations TO cortex_api;
GRANT SELECT ON TABLE _prisma_migrations TO cortex_backup;
GRANT SELECT ON TABLE _prisma_migrations TO cortex_readonly;
GRANT SELECT ON TABLE _prisma_migrations TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE agent_aliases TO cortex_api;
GRANT SELECT ON TABLE agent_aliases TO cortex_backup;
GRANT SELECT ON TABLE agent_aliases TO cortex_readonly;
GRANT SELECT ON TABLE agent_aliases TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE agent_runs TO cortex_api;
GRANT SELECT ON TABLE agent_runs TO cortex_backup;
GRANT SELECT ON TABLE agent_runs TO cortex_readonly;
GRANT SELECT ON TABLE agent_runs TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE agents TO cortex_api;
GRANT SELECT ON TABLE agents TO cortex_backup;
GRANT SELECT ON TABLE agents TO cortex_readonly;
GRANT SELECT ON TABLE agents TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE asset_lineage TO cortex_api;
GRANT SELECT ON TABLE asset_lineage TO cortex_backup;
GRANT SELECT ON TABLE asset_lineage TO cortex_readonly;
GRANT SELECT ON TABLE asset_lineage TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assets TO cortex_api;
GRANT SELECT ON TABLE assets TO cortex_backup;
GRANT SELECT ON TABLE assets TO cortex_readonly;
GRANT SELECT ON TABLE assets TO cortex_replication;
GRANT SELECT ON TABLE audit_chain TO cortex_backup;
GRANT SELECT ON TABLE audit_chain_head TO cortex_api;
GRANT SELECT ON TABLE audit_chain_head TO cortex_backup;
GRANT SELECT ON TABLE audit_chain_head TO cortex_readonly;
GRANT SELECT ON TABLE audit_logs TO cortex_api;
GRANT SELECT ON TABLE audit_logs TO cortex_backup;
GRANT SELECT ON TABLE audit_logs TO cortex_readonly;
GRANT SELECT ON TABLE audit_logs TO cortex_replication;
GRANT SELECT ON TABLE audit_withdrawals TO cortex_backup;
GRANT SELECT ON TABLE coordination_documents TO cortex_backup;
GRANT SELECT ON TABLE deferred_definitions TO cortex_api;
GRANT SELECT ON TABLE deferred_definitions TO cortex_backup;
GRANT SELECT ON TABLE deferred_definitions TO cortex_readonly;
GRANT SELECT ON TABLE document_chunks TO cortex_backup;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE governance_policies TO cortex_api;
GRANT SELECT ON TABLE governance_policies TO cortex_backup;
GRANT SELECT ON TABLE governance_policies TO cortex_readonly;
GRANT SELECT ON TABLE governance_policies TO cortex_replication;
GRANT SELECT ON TABLE imported_rows TO cortex_backup;
GRANT SELECT ON TABLE installation TO cortex_backup;
GRANT SELECT ON TABLE ledger_before_images TO cortex_api;
GRANT SELECT ON TABLE ledger_before_images TO cortex_backup;
GRANT SELECT ON TABLE ledger_before_images TO cortex_readonly;
GRANT SELECT ON TABLE matview_refreshes TO cortex_api;
GRANT SELECT ON TABLE matview_refreshes TO cortex_backup;
GRANT SELECT ON TABLE matview_refreshes TO cortex_readonly;
GRANT SELECT ON TABLE migration_chunks TO cortex_api;
GRANT SELECT ON TABLE migration_chunks TO cortex_backup;
GRANT SELECT ON TABLE migration_chunks TO cortex_readonly;
GRANT SELECT ON TABLE migration_lock TO cortex_api;
GRANT SELECT ON TABLE migration_lock TO cortex_backup;
GRANT SELECT ON TABLE migration_lock TO cortex_readonly;
GRANT SELECT ON TABLE migration_progress TO cortex_api;
GRANT SELECT ON TABLE migration_progress TO cortex_backup;
GRANT SELECT ON TABLE migration_progress TO cortex_readonly;
GRANT SELECT ON TABLE migration_runs TO cortex_api;
GRANT SELECT ON TABLE migration_runs TO cortex_backup;
GRANT SELECT ON TABLE migration_runs TO cortex_readonly;
GRANT SELECT ON TABLE mv_agent_utilization TO cortex_api;
GRANT SELECT ON TABLE mv_agent_utilization TO cortex_backup;
GRANT SELECT ON TABLE mv_agent_utilization TO cortex_readonly;
GRANT SELECT ON TABLE mv_asset_catalog_summary TO cortex_api;
GRANT SELECT ON TABLE mv_asset_catalog_summary TO cortex_backup;
GRANT SELECT ON TABLE mv_asset_catalog_summary TO cortex_readonly;
GRANT SELECT ON TABLE mv_open_violations TO cortex_api;
GRANT SELECT ON TABLE mv_open_violations TO cortex_backup;
GRANT SELECT ON TABLE mv_open_violations TO cortex_readonly;
GRANT SELECT ON TABLE mv_task_throughput_daily TO cortex_api;
GRANT SELECT ON TABLE mv_task_throughput_daily TO cortex_backup;
GRANT SELECT ON TABLE mv_task_throughput_daily TO cortex_readonly;
GRANT SELECT ON TABLE mv_token_usage_daily TO cortex_api;
GRANT SELECT ON TABLE mv_token_usage_daily TO cortex_backup;
GRANT SELECT ON TABLE mv_token_usage_daily TO cortex_readonly;
GRANT SELECT ON TABLE mv_worker_efficiency TO cortex_api;
GRANT SELECT ON TABLE mv_worker_efficiency TO cortex_backup;
GRANT SELECT ON TABLE mv_worker_efficiency TO cortex_readonly;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE policy_violations TO cortex_api;
GRANT SELECT ON TABLE policy_violations TO cortex_backup;
GRANT SELECT ON TABLE policy_violations TO cortex_readonly;
GRANT SELECT ON TABLE policy_violations TO cortex_replication;
GRANT SELECT ON TABLE quarantine TO cortex_backup;
GRANT SELECT ON TABLE row_before_images TO cortex_backup;
GRANT SELECT ON TABLE row_tombstones TO cortex_api;
GRANT SELECT ON TABLE row_tombstones TO cortex_backup;
GRANT SELECT ON TABLE row_tombstones TO cortex_readonly;
GRANT SELECT ON TABLE row_tombstones TO cortex_replication;
GRANT SELECT ON TABLE source_record_rows TO cortex_api;
GRANT SELECT ON TABLE source_record_rows TO cortex_backup;
GRANT SELECT ON TABLE source_record_rows TO cortex_readonly;
GRANT SELECT ON TABLE source_records TO cortex_backup;
GRANT SELECT ON TABLE table_generations TO cortex_api;
GRANT SELECT ON TABLE table_generations TO cortex_backup;
GRANT SELECT ON TABLE table_generations TO cortex_readonly;
GRANT SELECT ON TABLE table_generations TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE task_aliases TO cortex_api;
GRANT SELECT ON TABLE task_aliases TO cortex_backup;
GRANT SELECT ON TABLE task_aliases TO cortex_readonly;
GRANT SELECT ON TABLE task_aliases TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE task_handoffs TO cortex_api;
GRANT SELECT ON TABLE task_handoffs TO cortex_backup;
GRANT SELECT ON TABLE task_handoffs TO cortex_readonly;
GRANT SELECT ON TABLE task_handoffs TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE task_lineage TO cortex_api;
GRANT SELECT ON TABLE task_lineage TO cortex_backup;
GRANT SELECT ON TABLE task_lineage TO cortex_readonly;
GRANT SELECT ON TABLE task_lineage TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE task_versions TO cortex_api;
GRANT SELECT ON TABLE task_versions TO cortex_backup;
GRANT SELECT ON TABLE task_versions TO cortex_readonly;
GRANT SELECT ON TABLE task_versions TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE tasks TO cortex_api;
GRANT SELECT ON TABLE tasks TO cortex_backup;
GRANT SELECT ON TABLE tasks TO cortex_readonly;
GRANT SELECT ON TABLE tasks TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE token_budget_history TO cortex_api;
GRANT SELECT ON TABLE token_budget_history TO cortex_backup;
GRANT SELECT ON TABLE token_budget_history TO cortex_readonly;
GRANT SELECT ON TABLE token_budget_history TO cortex_replication;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE users TO cortex_api;
GRANT SELECT ON TABLE users TO cortex_backup;
GRANT SELECT ON TABLE users TO cortex_replication;
GRANT SELECT ON TABLE v_active_tasks_by_master TO cortex_api;
GRANT SELECT ON TABLE v_active_tasks_by_master TO cortex_backup;
GRANT SELECT ON TABLE v_active_tasks_by_master TO cortex_readonly;
GRANT SELECT ON TABLE v_asset_catalog_summary TO cortex_api;
GRANT SELECT ON TABLE v_asset_catalog_summary TO cortex_backup;
GRANT SELECT ON TABLE v_asset_catalog_summary TO cortex_readonly;
GRANT SELECT ON TABLE v_recent_security_events TO cortex_api;
GRANT SELECT ON TABLE v_recent_security_events TO cortex_backup;
GRANT SELECT ON TABLE v_recent_security_events TO cortex_readonly;
GRANT SELECT ON TABLE v_worker_efficiency TO cortex_api;
GRANT SELECT ON TABLE v_worker_efficiency TO cortex_backup;
GRANT SELECT ON TABLE v_worker_efficiency TO cortex_readonly;
