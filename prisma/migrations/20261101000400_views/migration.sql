-- Why:      four plain views that existing services read (names and columns are a contract), and materialized views
--           for dashboards, with the record of who refreshed them and when.
-- Lock:     none that anybody waits for.
-- Way back: DROP VIEW, DROP MATERIALIZED VIEW; nothing is stored only here.

-- ---------------------------------------------------------------------------------------------------------
-- Plain, live views. Materialized ones never stand behind these.
-- ---------------------------------------------------------------------------------------------------------

CREATE VIEW v_active_tasks_by_master AS
SELECT
  m.agent_id AS master_id,
  m.display_name AS master_name,
  t.task_status,
  count(t.task_id) AS task_count,
  sum(t.tokens_allocated) AS total_tokens_allocated,
  sum(t.tokens_used) AS total_tokens_used
FROM agents m
LEFT JOIN tasks t ON t.master_agent_id = m.agent_id
WHERE m.agent_type = 'master' AND m.agent_status = 'active'
GROUP BY m.agent_id, m.display_name, t.task_status;

CREATE VIEW v_worker_efficiency AS
SELECT
  w.agent_id,
  w.display_name,
  w.specialization,
  count(t.task_id) AS tasks_completed,
  avg(extract(epoch FROM t.completed_at - t.started_at) / 60) AS avg_completion_minutes,
  sum(t.tokens_used) AS total_tokens_used,
  avg(t.tokens_used) AS avg_tokens_per_task
FROM agents w
LEFT JOIN tasks t ON t.assigned_to_agent_id = w.agent_id AND t.task_status = 'completed'
WHERE w.agent_type = 'worker'
GROUP BY w.agent_id, w.display_name, w.specialization;

CREATE VIEW v_asset_catalog_summary AS
SELECT
  asset_type,
  category,
  sensitivity,
  count(*) AS asset_count,
  count(DISTINCT owner) AS unique_owners,
  count(DISTINCT namespace) AS unique_namespaces
FROM assets
GROUP BY asset_type, category, sensitivity;

-- NULLS LAST: an imported event without a time is not the newest one.
CREATE VIEW v_recent_security_events AS
SELECT
  l.id,
  l.event_type,
  l.event_summary,
  l.severity,
  l.security_impact,
  l.agent_id,
  a.display_name AS agent_name,
  l.occurred_at
FROM audit_logs l
LEFT JOIN agents a ON a.agent_id = l.agent_id
WHERE l.security_impact IN ('high', 'critical')
ORDER BY l.occurred_at DESC NULLS LAST
LIMIT 100;

-- ---------------------------------------------------------------------------------------------------------
-- Materialized views. Each has a unique index over plain columns, which REFRESH … CONCURRENTLY needs; where a key
-- could be NULL it is '' instead, because NULL keys would be rewritten at every refresh. Days are UTC.
-- ---------------------------------------------------------------------------------------------------------

CREATE MATERIALIZED VIEW mv_agent_utilization AS
SELECT
  a.agent_id,
  a.display_name,
  a.agent_type,
  a.agent_status,
  a.master_agent_id,
  coalesce(a.token_budget_personal, 0)::bigint + coalesce(a.token_budget_worker_pool, 0) AS token_budget_total,
  a.tokens_used_total,
  coalesce(t.tasks_in_progress, 0) AS tasks_in_progress,
  coalesce(t.tasks_completed, 0) AS tasks_completed,
  coalesce(t.tasks_failed, 0) AS tasks_failed,
  coalesce(t.tokens_used_by_tasks, 0) AS tokens_used_by_tasks
FROM agents a
LEFT JOIN (
  SELECT
    assigned_to_agent_id,
    count(*) FILTER (WHERE task_status = 'in_progress') AS tasks_in_progress,
    count(*) FILTER (WHERE task_status = 'completed') AS tasks_completed,
    count(*) FILTER (WHERE task_status = 'failed') AS tasks_failed,
    sum(tokens_used) AS tokens_used_by_tasks
  FROM tasks WHERE assigned_to_agent_id IS NOT NULL
  GROUP BY assigned_to_agent_id
) t ON t.assigned_to_agent_id = a.agent_id;
CREATE UNIQUE INDEX uq_mv_agent_utilization ON mv_agent_utilization (agent_id);

-- Runs say what a worker did even where no task names it: completion counts come from both.
CREATE MATERIALIZED VIEW mv_worker_efficiency AS
SELECT
  w.agent_id,
  w.display_name,
  w.specialization,
  coalesce(t.tasks_completed, 0) AS tasks_completed,
  coalesce(t.tasks_failed, 0) AS tasks_failed,
  t.avg_completion_minutes,
  t.avg_tokens_per_task,
  coalesce(r.runs, 0) AS runs,
  coalesce(r.runs_completed, 0) AS runs_completed,
  coalesce(r.runs_failed, 0) AS runs_failed,
  r.avg_run_minutes
FROM agents w
LEFT JOIN (
  SELECT
    assigned_to_agent_id,
    count(*) FILTER (WHERE task_status = 'completed') AS tasks_completed,
    count(*) FILTER (WHERE task_status = 'failed') AS tasks_failed,
    avg(extract(epoch FROM completed_at - started_at) / 60)
      FILTER (WHERE task_status = 'completed') AS avg_completion_minutes,
    avg(tokens_used) FILTER (WHERE task_status = 'completed') AS avg_tokens_per_task
  FROM tasks WHERE assigned_to_agent_id IS NOT NULL
  GROUP BY assigned_to_agent_id
) t ON t.assigned_to_agent_id = w.agent_id
LEFT JOIN (
  SELECT
    agent_id,
    count(*) AS runs,
    count(*) FILTER (WHERE run_status = 'completed') AS runs_completed,
    count(*) FILTER (WHERE run_status = 'failed') AS runs_failed,
    avg(extract(epoch FROM ended_at - started_at) / 60) AS avg_run_minutes
  FROM agent_runs
  GROUP BY agent_id
) r ON r.agent_id = w.agent_id
WHERE w.agent_type = 'worker';
CREATE UNIQUE INDEX uq_mv_worker_efficiency ON mv_worker_efficiency (agent_id);

CREATE MATERIALIZED VIEW mv_task_throughput_daily AS
SELECT
  day,
  sum(created)::bigint AS tasks_created,
  sum(completed)::bigint AS tasks_completed,
  sum(failed)::bigint AS tasks_failed
FROM (
  SELECT (created_at AT TIME ZONE 'UTC')::date AS day, 1 AS created, 0 AS completed, 0 AS failed
  FROM tasks WHERE created_at IS NOT NULL
  UNION ALL
  SELECT (completed_at AT TIME ZONE 'UTC')::date, 0, 1, 0
  FROM tasks WHERE completed_at IS NOT NULL AND task_status = 'completed'
  UNION ALL
  SELECT (coalesce(failed_at, completed_at) AT TIME ZONE 'UTC')::date, 0, 0, 1
  FROM tasks WHERE coalesce(failed_at, completed_at) IS NOT NULL AND task_status = 'failed'
) AS events
GROUP BY day;
CREATE UNIQUE INDEX uq_mv_task_throughput_daily ON mv_task_throughput_daily (day);

CREATE MATERIALIZED VIEW mv_asset_catalog_summary AS
SELECT
  asset_type,
  coalesce(category, '') AS category,
  coalesce(sensitivity::text, '') AS sensitivity,
  count(*) AS asset_count,
  count(DISTINCT owner) AS unique_owners,
  count(DISTINCT namespace) AS unique_namespaces,
  max(last_modified) AS last_modified
FROM assets
GROUP BY asset_type, coalesce(category, ''), coalesce(sensitivity::text, '');
CREATE UNIQUE INDEX uq_mv_asset_catalog_summary ON mv_asset_catalog_summary (asset_type, category, sensitivity);

-- Snapshots are running totals: their highest value of the day counts, not their sum.
CREATE MATERIALIZED VIEW mv_token_usage_daily AS
SELECT
  (recorded_at AT TIME ZONE 'UTC')::date AS day,
  agent_id,
  budget_type,
  coalesce(sum(tokens_used) FILTER (WHERE operation IS DISTINCT FROM 'snapshot'), 0) AS tokens_used,
  max(tokens_used) FILTER (WHERE operation = 'snapshot') AS highest_snapshot,
  min(tokens_remaining) AS lowest_remaining,
  count(*) AS entries
FROM token_budget_history
WHERE recorded_at IS NOT NULL
GROUP BY (recorded_at AT TIME ZONE 'UTC')::date, agent_id, budget_type;
CREATE UNIQUE INDEX uq_mv_token_usage_daily ON mv_token_usage_daily (day, agent_id, budget_type);

CREATE MATERIALIZED VIEW mv_open_violations AS
SELECT
  v.policy_id,
  p.policy_name,
  coalesce(v.severity, '') AS severity,
  count(*) AS open_violations,
  count(*) FILTER (WHERE v.acknowledged_at IS NOT NULL) AS acknowledged,
  min(v.detected_at) AS oldest_detected_at,
  max(v.detected_at) AS newest_detected_at
FROM policy_violations v
JOIN governance_policies p ON p.policy_id = v.policy_id
WHERE v.resolved_at IS NULL AND v.status IS DISTINCT FROM 'resolved' AND v.status IS DISTINCT FROM 'false_positive'
GROUP BY v.policy_id, p.policy_name, coalesce(v.severity, '');
CREATE UNIQUE INDEX uq_mv_open_violations ON mv_open_violations (policy_id, severity);

INSERT INTO matview_refreshes (view_name, requested_by, refreshed_at, row_count)
SELECT matviewname, 'migration', now(), 0 FROM pg_matviews
WHERE schemaname = current_schema() AND matviewname LIKE 'mv\_%';

-- Refreshes all, or those that are older than their max_staleness, without blocking readers. One refresh at a time:
-- a second caller waits for the first and then finds nothing stale. SECURITY DEFINER: only an owner may refresh.
CREATE FUNCTION refresh_materialized_views(requested_by text, only_stale boolean DEFAULT false)
RETURNS TABLE (view_name text, duration_ms double precision, row_count bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$;

REVOKE ALL ON FUNCTION refresh_materialized_views(text, boolean) FROM PUBLIC;

COMMENT ON FUNCTION refresh_materialized_views(text, boolean) IS
  'Refreshes all materialized views, or the stale ones, and records who asked and how long it took.';
