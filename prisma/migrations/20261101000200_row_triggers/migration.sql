-- Why:      what every writer gets for free, raw SQL included: row versions that never go backwards (caches compare
--           them), updated_at, tokens used today by date, and an audit row for what happens to tasks and agents.
-- Lock:     SHARE ROW EXCLUSIVE on each table while its triggers are made; the tables are empty.
-- Way back: DROP the triggers and functions of this file; the columns stay and stop moving.
--
-- Longer than 300 lines because a trigger and its function are read together.
--
-- Cost, so that a load of a million rows stays a load: on INSERT nothing runs per row but two comparisons in C
-- (the WHEN clauses), as long as no id of the table was ever deleted. audit_logs, token_budget_history and the
-- ledger have no triggers.
--
-- Functions are SECURITY DEFINER where they write into tables that a writer should not touch (tombstones, audit):
-- a service with rights on tasks alone keeps working and cannot work around them.

-- ---------------------------------------------------------------------------------------------------------
-- Row versions
--   UPDATE   old + 1, under the row lock, whatever the statement says.
--   DELETE   a real DELETE; leaves a tombstone (table, id, old + 1): the deletion is a version of its own, so that
--            an invalidation by it beats a cached copy of the last version.
--   INSERT   1, or the tombstone's version + 1.
--   TRUNCATE bumps the table's generation; versions begin again in the new one.
-- Versions never come from a sequence: numbers drawn before the lock was got went backwards in tests.
-- ---------------------------------------------------------------------------------------------------------

-- updated_at moves too, unless the statement sets it itself.
CREATE FUNCTION touch_row() RETURNS trigger LANGUAGE plpgsql AS $$
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
$$;

-- Once per INSERT statement: are there tombstones of this table at all? The answer is the WHEN clause of the row
-- trigger, which otherwise would have to look for each row.
CREATE FUNCTION look_for_tombstones() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM set_config(
    'cortex.tombstones_' || TG_TABLE_NAME,
    CASE WHEN EXISTS (SELECT FROM row_tombstones WHERE table_name = TG_TABLE_NAME) THEN 'on' ELSE '' END,
    true
  );
  RETURN NULL;
END
$$;

CREATE FUNCTION bump_table_generation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO table_generations AS g (table_name, generation, bumped_at, reason)
  VALUES (TG_TABLE_NAME, 1, now(), lower(TG_OP))
  ON CONFLICT (table_name) DO UPDATE
    SET generation = g.generation + 1, bumped_at = excluded.bumped_at, reason = excluded.reason;
  RETURN NULL;
END
$$;

-- Gives one table its versions. The functions that look at the key are made per table: a generic one would have to
-- plan a dynamic statement for every row. A later migration adds a table with one call.
CREATE PROCEDURE track_row_versions(tracked regclass, key_column name) LANGUAGE plpgsql AS $procedure$
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

REVOKE ALL ON PROCEDURE track_row_versions(regclass, name) FROM PUBLIC;
REVOKE ALL ON FUNCTION look_for_tombstones(), bump_table_generation(), touch_row() FROM PUBLIC;

CALL track_row_versions('agents', 'agent_id');
CALL track_row_versions('agent_runs', 'agent_run_id');
CALL track_row_versions('tasks', 'task_id');
CALL track_row_versions('task_lineage', 'id');
CALL track_row_versions('task_handoffs', 'handoff_id');
CALL track_row_versions('assets', 'asset_id');
CALL track_row_versions('asset_lineage', 'id');
CALL track_row_versions('users', 'user_id');
CALL track_row_versions('governance_policies', 'policy_id');
CALL track_row_versions('policy_violations', 'violation_id');

-- Tombstones have to outlive every cached copy (300 s) and every client that may still send an old one back.
CREATE FUNCTION reap_tombstones(older_than interval DEFAULT '7 days') RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$;

REVOKE ALL ON FUNCTION reap_tombstones(interval) FROM PUBLIC;

-- ---------------------------------------------------------------------------------------------------------
-- The migrator's transactions
-- ---------------------------------------------------------------------------------------------------------

-- True in a transaction that has said `SET LOCAL cortex.migrating = 'on'` and belongs to the owner: only the owner
-- reads `installation`, so a service cannot switch the audit off for itself.
CREATE FUNCTION is_migrating() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('cortex.migrating', true), '') = 'on'
  AND has_table_privilege('installation'::regclass, 'SELECT');

-- ---------------------------------------------------------------------------------------------------------
-- Tokens used today, without anybody resetting a counter at midnight
--   The column stays what the writer wrote. Beside it stands the day (UTC) on which it was last written and what it
--   already held when that day began; get_agent_utilization subtracts. A counter that only grows and one that is
--   reset every day both come out right; a first value of the day below the old one means that it was reset.
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION stamp_tokens_used_today() RETURNS trigger LANGUAGE plpgsql AS $$
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
$$;

-- The migrator brings totals of unknown days: they count for no day.
CREATE TRIGGER agents_tokens_insert BEFORE INSERT ON agents
  FOR EACH ROW WHEN (NEW.tokens_used_today <> 0 AND NOT is_migrating())
  EXECUTE FUNCTION stamp_tokens_used_today();
CREATE TRIGGER agents_tokens_update BEFORE UPDATE ON agents
  FOR EACH ROW WHEN (OLD.tokens_used_today IS DISTINCT FROM NEW.tokens_used_today AND NOT is_migrating())
  EXECUTE FUNCTION stamp_tokens_used_today();

-- ---------------------------------------------------------------------------------------------------------
-- Audit
--   One row per event, in the transaction of the change. Off in the migrator's transactions: a run writes one audit
--   row about itself. A service names the acting user with `SET LOCAL cortex.user_id`.
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION audit_task() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$;

CREATE TRIGGER tasks_audit_created AFTER INSERT ON tasks
  FOR EACH ROW WHEN (NOT is_migrating()) EXECUTE FUNCTION audit_task('created');
CREATE TRIGGER tasks_audit_completed AFTER UPDATE ON tasks
  FOR EACH ROW WHEN (NEW.task_status = 'completed' AND OLD.task_status <> 'completed' AND NOT is_migrating())
  EXECUTE FUNCTION audit_task('completed');
CREATE TRIGGER tasks_audit_failed AFTER UPDATE ON tasks
  FOR EACH ROW WHEN (NEW.task_status = 'failed' AND OLD.task_status <> 'failed' AND NOT is_migrating())
  EXECUTE FUNCTION audit_task('failed');
-- The moment of crossing, once; a task without an allocation has no budget to overrun.
CREATE TRIGGER tasks_audit_overrun AFTER UPDATE ON tasks
  FOR EACH ROW WHEN (
    NEW.tokens_allocated > 0 AND NEW.tokens_used > NEW.tokens_allocated
    AND (OLD.tokens_used > OLD.tokens_allocated) IS NOT TRUE AND NOT is_migrating()
  ) EXECUTE FUNCTION audit_task('overrun');

CREATE FUNCTION audit_agent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$;

-- A budget of 0 is the default and means that none was set. bigint: the sum of two integers may not fit one.
CREATE FUNCTION is_over_budget(used integer, base integer, personal integer, worker_pool integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(personal, 0)::bigint + coalesce(worker_pool, 0) > 0
  AND coalesce(used, 0)::bigint - coalesce(base, 0) > coalesce(personal, 0)::bigint + coalesce(worker_pool, 0);

CREATE TRIGGER agents_audit_spawned AFTER INSERT ON agents
  FOR EACH ROW WHEN (NOT is_migrating()) EXECUTE FUNCTION audit_agent('spawned');
CREATE TRIGGER agents_audit_terminated AFTER UPDATE ON agents
  FOR EACH ROW WHEN (
    NEW.agent_status = 'terminated' AND OLD.agent_status <> 'terminated' AND NOT is_migrating()
  ) EXECUTE FUNCTION audit_agent('terminated');
CREATE TRIGGER agents_audit_overrun AFTER UPDATE ON agents
  FOR EACH ROW WHEN (
    is_over_budget(NEW.tokens_used_today, NEW.tokens_used_today_base,
                   NEW.token_budget_personal, NEW.token_budget_worker_pool)
    AND NOT (OLD.tokens_used_today_on IS NOT DISTINCT FROM NEW.tokens_used_today_on
             AND is_over_budget(OLD.tokens_used_today, OLD.tokens_used_today_base,
                                OLD.token_budget_personal, OLD.token_budget_worker_pool))
    AND NOT is_migrating()
  ) EXECUTE FUNCTION audit_agent('overrun');

REVOKE ALL ON FUNCTION audit_task(), audit_agent(), stamp_tokens_used_today() FROM PUBLIC;

COMMENT ON FUNCTION touch_row() IS
  'Trigger: version + 1 and updated_at.';
COMMENT ON FUNCTION look_for_tombstones() IS
  'Trigger: notes for the row trigger whether the table has tombstones at all.';
COMMENT ON FUNCTION bump_table_generation() IS
  'Trigger: a TRUNCATE begins a new generation of the table.';
COMMENT ON PROCEDURE track_row_versions(regclass, name) IS
  'Gives a table (and its key column) row versions: for migrations that add a table.';
COMMENT ON FUNCTION reap_tombstones(interval) IS
  'Deletes tombstones older than the interval (at least an hour) and returns how many.';
COMMENT ON FUNCTION is_migrating() IS
  'True in a transaction of the migrator: owner, and SET LOCAL cortex.migrating = ''on''.';
COMMENT ON FUNCTION stamp_tokens_used_today() IS
  'Trigger: the day that tokens_used_today belongs to, and what it held when that day began.';
COMMENT ON FUNCTION audit_task() IS
  'Trigger: an audit row for a task that is created, completed, failed or over its allocation.';
COMMENT ON FUNCTION audit_agent() IS
  'Trigger: an audit row for an agent that is spawned, terminated or over its budget.';
COMMENT ON FUNCTION is_over_budget(integer, integer, integer, integer) IS
  'Whether what was used today is more than both budgets together; false without a budget.';
