-- Why:      the words (enums) and all tables: what the agents' services read and write, what the migrator
--           keeps to prove that nothing was lost, and what caches and auditors rely on.
-- Lock:     none that anybody waits for, everything here is new.
-- Way back: drop the database. Nothing older than this migration exists.
--
-- Longer than 300 lines because a table and its foreign keys are read together; functions, views, indexes and
-- comments have migrations of their own.
--
-- Conventions
-- * ids, words and titles are text: real titles reach 5,384 characters, and varchar(n) buys nothing.
-- * "*_at" of the contract keep DEFAULT now() for writers but accept NULL: the migrator writes NULL where the
--   source is silent, never a default.
-- * No check holds real data to a rule that real data breaks (completed without start, negative remainders):
--   the validator reports those.
-- * version: row version, old + 1 by trigger (next migration), never from a sequence.
-- * derived: column -> rule, for values that the migrator derived instead of reading; NULL when there are none.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- ---------------------------------------------------------------------------------------------------------
-- Words. New ones are added, none is ever removed; `other` keeps an unknown word out of the way of a load,
-- the raw word stands in the source_* column beside it.
-- ---------------------------------------------------------------------------------------------------------

CREATE TYPE agent_type AS ENUM ('master', 'worker', 'observer', 'contractor', 'system', 'human', 'tool', 'other');
CREATE TYPE agent_status AS ENUM ('active', 'idle', 'suspended', 'terminated');
CREATE TYPE task_status AS ENUM ('pending', 'in_progress', 'completed', 'failed', 'blocked', 'cancelled');
CREATE TYPE task_priority AS ENUM ('critical', 'high', 'medium', 'low');
CREATE TYPE worker_certification AS ENUM ('certified', 'provisional', 'suspended', 'revoked');
CREATE TYPE asset_type AS ENUM (
  'repository', 'service', 'database', 'infrastructure', 'documentation', 'configuration', 'other'
);
CREATE TYPE sensitivity_level AS ENUM ('public', 'internal', 'confidential', 'restricted', 'secret');
CREATE TYPE audit_event_type AS ENUM (
  'task_created', 'task_completed', 'task_failed', 'agent_spawned', 'agent_terminated',
  'security_event', 'compliance_check', 'budget_alert', 'system_error',
  'task_updated', 'task_assigned', 'task_blocked', 'task_cancelled', 'task_handed_over',
  'agent_heartbeat', 'agent_updated', 'routing_decision', 'metrics_snapshot', 'health_report',
  'policy_violation', 'data_access', 'lineage_recorded', 'git_operation', 'incident', 'feedback',
  'user_activity', 'configuration_changed', 'migration_run', 'backup_run', 'audit_retention', 'other'
);

-- ---------------------------------------------------------------------------------------------------------
-- Runs of the migrator come first: most of what follows refers to them.
-- ---------------------------------------------------------------------------------------------------------

CREATE TABLE migration_runs (
  run_id         text PRIMARY KEY,
  tree_name      text,
  manifest_hash  text,
  plan_hash      text,
  mapper_version text,
  target         text,
  state          text NOT NULL DEFAULT 'loading',
  fencing        bigint NOT NULL DEFAULT 0,
  holder         text,
  started_at     timestamptz DEFAULT now(),
  finished_at    timestamptz,
  published_at   timestamptz,
  documents      bigint,
  bytes          bigint,
  error_code     text,
  report         jsonb,
  CONSTRAINT migration_runs_state_check
    CHECK (state IN ('loading', 'gated', 'published', 'failed', 'interrupted', 'undone'))
);

CREATE TABLE migration_chunks (
  run_id       text NOT NULL REFERENCES migration_runs (run_id) ON DELETE CASCADE,
  chunk_no     integer NOT NULL,
  phase        text,
  content_hash text,
  records      integer,
  rows         jsonb,
  bytes        bigint,
  fencing      bigint,
  committed_at timestamptz DEFAULT now(),
  PRIMARY KEY (run_id, chunk_no)
);

CREATE TABLE migration_lock (
  singleton   boolean PRIMARY KEY DEFAULT true,
  run_id      text,
  fencing     bigint NOT NULL DEFAULT 0,
  holder      text,
  acquired_at timestamptz,
  CONSTRAINT migration_lock_singleton_check CHECK (singleton)
);

INSERT INTO migration_lock (singleton) VALUES (true);

CREATE TABLE installation (
  singleton       boolean PRIMARY KEY DEFAULT true,
  installation_id uuid NOT NULL DEFAULT gen_random_uuid(),
  redaction_key   bytea NOT NULL,
  CONSTRAINT installation_singleton_check CHECK (singleton)
);

-- 244 random bits from two version 4 UUIDs, hashed to 256: needs no extension (gen_random_bytes is pgcrypto's).
INSERT INTO installation (redaction_key)
VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

-- ---------------------------------------------------------------------------------------------------------
-- The archive and the ledger
-- ---------------------------------------------------------------------------------------------------------

CREATE TABLE coordination_documents (
  document_id     bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  path            bytea NOT NULL,
  path_text       text NOT NULL,
  member          bytea,
  member_text     text,
  kind            text NOT NULL,
  mode            integer,
  mtime           timestamptz,
  size            bigint NOT NULL,
  sha256          bytea NOT NULL,
  doc             jsonb,
  parse_status    text NOT NULL,
  repairs         jsonb NOT NULL DEFAULT '[]',
  record_count    integer NOT NULL,
  envelope_bytes  bigint NOT NULL,
  separator_bytes bigint NOT NULL,
  run_id          text REFERENCES migration_runs (run_id),
  is_current      boolean NOT NULL DEFAULT true,
  superseded_by   bigint REFERENCES coordination_documents (document_id),
  imported_at     timestamptz DEFAULT now(),
  CONSTRAINT coordination_documents_parse_status_check
    CHECK (parse_status IN ('parsed', 'repaired', 'opaque', 'empty', 'quarantined'))
);

-- Part of the table's meaning, not of its speed: a path has one current document.
CREATE UNIQUE INDEX uq_coordination_documents_current
  ON coordination_documents (path, (coalesce(member, ''::bytea))) WHERE is_current;

CREATE TABLE document_chunks (
  document_id bigint NOT NULL REFERENCES coordination_documents (document_id) ON DELETE CASCADE,
  chunk_no    integer NOT NULL,
  bytes       bytea NOT NULL,
  PRIMARY KEY (document_id, chunk_no),
  -- A bytea of 600 MB can be stored but not copied out again (its hex text passes 1 GB).
  CONSTRAINT document_chunks_size_check CHECK (octet_length(bytes) <= 8388608)
);

-- lz4 packs raw JSON to a third at the speed of storing it as it is; pglz packs as well and takes four times as long
-- (measured: 45 MB/s). Servers built without lz4, the embedded one among them, store the bytes unpacked: time is the
-- promise there, not space.
DO $$
BEGIN
  ALTER TABLE document_chunks ALTER COLUMN bytes SET COMPRESSION lz4;
  ALTER TABLE coordination_documents ALTER COLUMN doc SET COMPRESSION lz4;
EXCEPTION
  WHEN feature_not_supported OR invalid_parameter_value OR syntax_error THEN
    ALTER TABLE document_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
END
$$;

CREATE TABLE source_records (
  document_id    bigint NOT NULL REFERENCES coordination_documents (document_id) ON DELETE CASCADE,
  ordinal        integer NOT NULL,
  parent_ordinal integer,
  kind           text NOT NULL,
  pointer        text,
  byte_offset    bigint,
  byte_length    bigint,
  sha256         bytea NOT NULL,
  disposition    text NOT NULL,
  reason         text,
  run_id         text NOT NULL REFERENCES migration_runs (run_id),
  PRIMARY KEY (document_id, ordinal),
  CONSTRAINT source_records_disposition_check
    CHECK (disposition IN ('inserted', 'updated', 'unchanged', 'duplicate', 'quarantined', 'archived-only'))
);

CREATE TABLE source_record_rows (
  document_id bigint NOT NULL,
  ordinal     integer NOT NULL,
  table_name  text NOT NULL,
  row_key     text NOT NULL,
  role        text NOT NULL,
  PRIMARY KEY (document_id, ordinal, table_name, row_key),
  FOREIGN KEY (document_id, ordinal) REFERENCES source_records (document_id, ordinal) ON DELETE CASCADE,
  CONSTRAINT source_record_rows_role_check CHECK (role IN ('primary', 'secondary', 'stub'))
);

CREATE TABLE quarantine (
  quarantine_id   bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  document_id     bigint REFERENCES coordination_documents (document_id) ON DELETE CASCADE,
  ordinal         integer,
  run_id          text REFERENCES migration_runs (run_id),
  path            bytea,
  path_text       text,
  member          bytea,
  byte_offset     bigint,
  byte_length     bigint,
  reason_code     text NOT NULL,
  detail          text,
  raw             bytea,
  created_at      timestamptz DEFAULT now(),
  replayed_at     timestamptz,
  replayed_run_id text REFERENCES migration_runs (run_id)
);

-- Part of the table's meaning: a record is in quarantine once, however often its chunk is committed.
CREATE UNIQUE INDEX uq_quarantine_open ON quarantine (document_id, ordinal) WHERE replayed_at IS NULL;

CREATE TABLE imported_rows (
  table_name   text NOT NULL,
  row_key      text NOT NULL,
  image_sha256 bytea NOT NULL,
  row_version  bigint,
  run_id       text REFERENCES migration_runs (run_id),
  operation    text,
  PRIMARY KEY (table_name, row_key),
  CONSTRAINT imported_rows_operation_check CHECK (operation IN ('insert', 'update'))
);

CREATE TABLE row_before_images (
  run_id     text NOT NULL REFERENCES migration_runs (run_id),
  table_name text NOT NULL,
  row_key    text NOT NULL,
  operation  text NOT NULL,
  before     jsonb,
  -- What imported_rows said of the row before the run: undo puts both back.
  imported   jsonb,
  PRIMARY KEY (run_id, table_name, row_key),
  CONSTRAINT row_before_images_operation_check CHECK (operation IN ('insert', 'update', 'delete'))
);

-- ---------------------------------------------------------------------------------------------------------
-- Agents, tasks, assets, users, governance: the tables that services know
-- ---------------------------------------------------------------------------------------------------------

CREATE TABLE users (
  user_id       text PRIMARY KEY,
  username      text NOT NULL UNIQUE,
  email         text NOT NULL UNIQUE,
  password_hash text,
  api_key_hash  text,
  full_name     text,
  role          text DEFAULT 'user',
  is_active     boolean DEFAULT true,
  is_verified   boolean DEFAULT false,
  created_at    timestamptz DEFAULT now(),
  last_login    timestamptz,
  verified_at   timestamptz,
  preferences   jsonb DEFAULT '{}',
  metadata      jsonb DEFAULT '{}',
  source_role   text,
  is_stub       boolean NOT NULL DEFAULT false,
  is_seed       boolean NOT NULL DEFAULT false,
  derived       jsonb,
  version       bigint NOT NULL DEFAULT 1,
  updated_at    timestamptz DEFAULT now()
);

CREATE TABLE agents (
  agent_id                 text PRIMARY KEY,
  agent_type               agent_type NOT NULL,
  agent_status             agent_status NOT NULL DEFAULT 'active',
  display_name             text,
  color                    text,
  icon                     text,
  role                     text,
  prompt_file              text,
  parent_agent_id          text REFERENCES agents (agent_id) ON DELETE SET NULL,
  master_agent_id          text REFERENCES agents (agent_id) ON DELETE SET NULL,
  token_budget_personal    integer DEFAULT 0,
  token_budget_worker_pool integer DEFAULT 0,
  tokens_used_today        integer DEFAULT 0,
  tokens_used_total        bigint DEFAULT 0,
  certification            worker_certification,
  certification_date       timestamptz,
  certified_by             text REFERENCES agents (agent_id),
  specialization           text,
  created_at               timestamptz DEFAULT now(),
  activated_at             timestamptz,
  last_checkin             timestamptz,
  terminated_at            timestamptz,
  capabilities             jsonb DEFAULT '[]',
  configuration            jsonb DEFAULT '{}',
  repositories             text[] DEFAULT '{}',
  metadata                 jsonb DEFAULT '{}',
  tokens_used_today_on     date,
  tokens_used_today_base   integer,
  source_type              text,
  source_status            text,
  source_certification     text,
  is_stub                  boolean NOT NULL DEFAULT false,
  is_seed                  boolean NOT NULL DEFAULT false,
  derived                  jsonb,
  version                  bigint NOT NULL DEFAULT 1,
  updated_at               timestamptz DEFAULT now()
);

CREATE TABLE tasks (
  task_id              text PRIMARY KEY,
  task_status          task_status NOT NULL DEFAULT 'pending',
  task_priority        task_priority NOT NULL DEFAULT 'medium',
  title                text NOT NULL,
  description          text,
  task_type            text,
  category             text,
  assigned_to_agent_id text REFERENCES agents (agent_id) ON DELETE SET NULL,
  created_by_agent_id  text REFERENCES agents (agent_id) ON DELETE SET NULL,
  master_agent_id      text REFERENCES agents (agent_id) ON DELETE SET NULL,
  parent_task_id       text REFERENCES tasks (task_id) ON DELETE CASCADE,
  root_task_id         text REFERENCES tasks (task_id) ON DELETE CASCADE,
  repository_owner     text,
  repository_name      text,
  repository_url       text,
  tokens_allocated     integer DEFAULT 0,
  tokens_used          integer DEFAULT 0,
  timeout_minutes      integer,
  sla_minutes          integer,
  created_at           timestamptz DEFAULT now(),
  started_at           timestamptz,
  completed_at         timestamptz,
  failed_at            timestamptz,
  due_at               timestamptz,
  result_summary       text,
  result_data          jsonb DEFAULT '{}',
  error_message        text,
  error_details        jsonb,
  tags                 text[] DEFAULT '{}',
  metadata             jsonb DEFAULT '{}',
  source_status        text,
  source_priority      text,
  is_stub              boolean NOT NULL DEFAULT false,
  is_seed              boolean NOT NULL DEFAULT false,
  derived              jsonb,
  version              bigint NOT NULL DEFAULT 1,
  updated_at           timestamptz DEFAULT now()
);

CREATE TABLE task_lineage (
  id                serial PRIMARY KEY,
  parent_task_id    text NOT NULL REFERENCES tasks (task_id) ON DELETE CASCADE,
  child_task_id     text NOT NULL REFERENCES tasks (task_id) ON DELETE CASCADE,
  relationship_type text NOT NULL DEFAULT 'spawned',
  created_at        timestamptz DEFAULT now(),
  external_id       text,
  metadata          jsonb DEFAULT '{}',
  derived           jsonb,
  version           bigint NOT NULL DEFAULT 1,
  updated_at        timestamptz DEFAULT now(),
  UNIQUE (parent_task_id, child_task_id, relationship_type)
);

CREATE TABLE task_handoffs (
  handoff_id      serial PRIMARY KEY,
  task_id         text REFERENCES tasks (task_id) ON DELETE CASCADE,
  from_agent_id   text REFERENCES agents (agent_id),
  to_agent_id     text REFERENCES agents (agent_id),
  handoff_reason  text,
  context_data    jsonb DEFAULT '{}',
  created_at      timestamptz DEFAULT now(),
  acknowledged_at timestamptz,
  external_id     text UNIQUE,
  source_status   text,
  source_priority text,
  metadata        jsonb DEFAULT '{}',
  derived         jsonb,
  version         bigint NOT NULL DEFAULT 1,
  updated_at      timestamptz DEFAULT now()
);

CREATE TABLE task_versions (
  version_id        bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  source_key        text UNIQUE,
  task_id           text NOT NULL REFERENCES tasks (task_id) ON DELETE CASCADE,
  document_id       bigint REFERENCES coordination_documents (document_id) ON DELETE CASCADE,
  ordinal           integer,
  origin            text,
  reason            text,
  task_status       text,
  task_priority     text,
  title             text,
  source_status     text,
  source_priority   text,
  source_updated_at timestamptz,
  created_at        timestamptz,
  content           jsonb,
  recorded_at       timestamptz DEFAULT now(),
  UNIQUE (document_id, ordinal)
);

CREATE TABLE task_aliases (
  alias   text PRIMARY KEY,
  task_id text NOT NULL REFERENCES tasks (task_id) ON DELETE CASCADE,
  rule    text
);

CREATE TABLE agent_aliases (
  alias    text PRIMARY KEY,
  agent_id text NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
  rule     text
);

CREATE TABLE agent_runs (
  agent_run_id    text PRIMARY KEY,
  agent_id        text NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
  task_id         text REFERENCES tasks (task_id) ON DELETE SET NULL,
  master_agent_id text REFERENCES agents (agent_id) ON DELETE SET NULL,
  run_status      text,
  source_status   text,
  worker_type     text,
  created_at      timestamptz,
  started_at      timestamptz,
  ended_at        timestamptz,
  last_heartbeat  timestamptz,
  token_budget    bigint,
  tokens_used     bigint,
  exit_code       integer,
  outcome         text,
  result          jsonb,
  metadata        jsonb,
  derived         jsonb,
  version         bigint NOT NULL DEFAULT 1,
  updated_at      timestamptz DEFAULT now()
);

CREATE TABLE assets (
  asset_id           text PRIMARY KEY,
  asset_type         asset_type NOT NULL,
  name               text NOT NULL,
  category           text,
  subcategory        text,
  namespace          text,
  file_path          text,
  url                text,
  description        text,
  owner              text,
  sensitivity        sensitivity_level DEFAULT 'internal',
  created_at         timestamptz DEFAULT now(),
  last_modified      timestamptz,
  discovered_at      timestamptz,
  tags               text[] DEFAULT '{}',
  metadata           jsonb DEFAULT '{}',
  health_status      jsonb DEFAULT '{}',
  -- The prefixes keep one long text from blocking an insert: a tsvector ends at 1 MB. 8,000 characters are
  -- more than any description of the profiled tree; left() counts characters, so no code point is cut.
  search_vector      tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english'::regconfig, coalesce(left(name, 2000), '')), 'A')
    || setweight(to_tsvector('english'::regconfig, coalesce(left(description, 8000), '')), 'B')
    || setweight(to_tsvector('english'::regconfig, coalesce(left(category, 500), '')), 'C')
  ) STORED,
  source_type        text,
  source_sensitivity text,
  is_stub            boolean NOT NULL DEFAULT false,
  is_seed            boolean NOT NULL DEFAULT false,
  derived            jsonb,
  version            bigint NOT NULL DEFAULT 1,
  updated_at         timestamptz DEFAULT now()
);

CREATE TABLE asset_lineage (
  id                  serial PRIMARY KEY,
  upstream_asset_id   text NOT NULL REFERENCES assets (asset_id) ON DELETE CASCADE,
  downstream_asset_id text NOT NULL REFERENCES assets (asset_id) ON DELETE CASCADE,
  lineage_type        text DEFAULT 'depends_on',
  confidence          numeric(3,2) DEFAULT 1.0,
  discovered_by       text REFERENCES agents (agent_id),
  discovered_at       timestamptz DEFAULT now(),
  metadata            jsonb DEFAULT '{}',
  external_id         text,
  derived             jsonb,
  version             bigint NOT NULL DEFAULT 1,
  updated_at          timestamptz DEFAULT now(),
  UNIQUE (upstream_asset_id, downstream_asset_id, lineage_type),
  CONSTRAINT asset_lineage_confidence_check CHECK (confidence BETWEEN 0 AND 1)
);

CREATE TABLE audit_logs (
  id                bigserial PRIMARY KEY,
  event_type        audit_event_type NOT NULL,
  agent_id          text REFERENCES agents (agent_id) ON DELETE SET NULL,
  task_id           text REFERENCES tasks (task_id) ON DELETE SET NULL,
  asset_id          text REFERENCES assets (asset_id) ON DELETE SET NULL,
  user_id           text,
  event_summary     text NOT NULL,
  event_details     jsonb DEFAULT '{}',
  severity          text DEFAULT 'info',
  security_impact   text,
  compliance_tags   text[] DEFAULT '{}',
  ip_address        inet,
  user_agent        text,
  occurred_at       timestamptz DEFAULT now(),
  metadata          jsonb DEFAULT '{}',
  external_id       text,
  source_event_type text,
  source_severity   text,
  derived           jsonb,
  emptied_at        timestamptz
);

CREATE TABLE governance_policies (
  policy_id       text PRIMARY KEY,
  policy_name     text NOT NULL,
  policy_type     text NOT NULL,
  description     text,
  policy_rules    jsonb NOT NULL,
  severity        text DEFAULT 'medium',
  is_active       boolean DEFAULT true,
  created_by      text REFERENCES users (user_id),
  created_at      timestamptz DEFAULT now(),
  updated_at      timestamptz,
  effective_from  timestamptz,
  effective_until timestamptz,
  tags            text[] DEFAULT '{}',
  metadata        jsonb DEFAULT '{}',
  source_severity text,
  is_stub         boolean NOT NULL DEFAULT false,
  is_seed         boolean NOT NULL DEFAULT false,
  derived         jsonb,
  version         bigint NOT NULL DEFAULT 1
);

CREATE TABLE policy_violations (
  violation_id      bigserial PRIMARY KEY,
  policy_id         text NOT NULL REFERENCES governance_policies (policy_id),
  asset_id          text REFERENCES assets (asset_id) ON DELETE SET NULL,
  task_id           text REFERENCES tasks (task_id) ON DELETE SET NULL,
  agent_id          text REFERENCES agents (agent_id) ON DELETE SET NULL,
  violation_summary text NOT NULL,
  violation_details jsonb DEFAULT '{}',
  severity          text DEFAULT 'medium',
  status            text DEFAULT 'open',
  resolved_by       text REFERENCES users (user_id),
  resolution_notes  text,
  detected_at       timestamptz DEFAULT now(),
  acknowledged_at   timestamptz,
  resolved_at       timestamptz,
  metadata          jsonb DEFAULT '{}',
  external_id       text UNIQUE,
  source_status     text,
  source_severity   text,
  derived           jsonb,
  version           bigint NOT NULL DEFAULT 1,
  updated_at        timestamptz DEFAULT now()
);

CREATE TABLE token_budget_history (
  id               bigserial PRIMARY KEY,
  agent_id         text NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
  task_id          text REFERENCES tasks (task_id) ON DELETE SET NULL,
  tokens_used      integer NOT NULL,
  tokens_remaining integer NOT NULL,
  budget_type      text NOT NULL,
  operation        text,
  recorded_at      timestamptz DEFAULT now(),
  metadata         jsonb DEFAULT '{}',
  external_id      text,
  derived          jsonb
);

-- ---------------------------------------------------------------------------------------------------------
-- What caches and auditors rely on
-- ---------------------------------------------------------------------------------------------------------

CREATE TABLE row_tombstones (
  table_name text NOT NULL,
  row_key    text NOT NULL,
  version    bigint NOT NULL,
  deleted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (table_name, row_key)
);

CREATE TABLE table_generations (
  table_name text PRIMARY KEY,
  generation bigint NOT NULL DEFAULT 0,
  bumped_at  timestamptz NOT NULL DEFAULT now(),
  reason     text
);

CREATE TABLE matview_refreshes (
  view_name           text PRIMARY KEY,
  requested_by        text,
  refresh_started_at  timestamptz,
  refreshed_at        timestamptz,
  duration_ms         double precision,
  row_count           bigint,
  refresh_count       bigint NOT NULL DEFAULT 0,
  max_staleness       interval NOT NULL DEFAULT '15 minutes'
);

CREATE TABLE audit_chain (
  chain_no   bigint PRIMARY KEY,
  audit_id   bigint NOT NULL UNIQUE,
  agent_id   text,
  task_id    text,
  asset_id   text,
  salt       bytea,
  body_hash  bytea NOT NULL,
  chain_hash bytea NOT NULL,
  sealed_at  timestamptz NOT NULL DEFAULT now(),
  emptied_at timestamptz
);

CREATE TABLE audit_chain_head (
  singleton   boolean PRIMARY KEY DEFAULT true,
  chain_no    bigint NOT NULL DEFAULT 0,
  chain_hash  bytea NOT NULL,
  settled_id  bigint NOT NULL DEFAULT 0,
  sweep_id    bigint,
  sweep_xmin  bigint,
  pending_id  bigint NOT NULL DEFAULT 0,
  pending_xid bigint,
  pending_at  timestamptz,
  sealed_at   timestamptz,
  CONSTRAINT audit_chain_head_singleton_check CHECK (singleton)
);

INSERT INTO audit_chain_head (chain_hash) VALUES (sha256('cortex audit chain'::bytea));

-- ---------------------------------------------------------------------------------------------------------
-- Existing writers name `system` as creating agent and as user: both exist from the first moment.
-- ---------------------------------------------------------------------------------------------------------

INSERT INTO users (user_id, username, email, full_name, role, is_active, is_verified, is_seed)
VALUES ('system', 'system', 'system@cortex.local', 'System', 'admin', true, true, true);

INSERT INTO agents (agent_id, agent_type, display_name, role, is_seed)
VALUES ('system', 'system', 'System', 'Acts where no agent does: migrations, schedules, services', true);
