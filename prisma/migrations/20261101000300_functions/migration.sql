-- Why:      what services and the API call: hierarchies, lineage both ways, agent utilization; and the audit chain
--           with its sealer, its verification and retention.
-- Lock:     none that anybody waits for.
-- Way back: DROP FUNCTION each; the audit chain stays readable as a table.
--
-- Longer than 300 lines because the functions of the audit chain have to agree byte by byte and are read together.

-- ---------------------------------------------------------------------------------------------------------
-- Hierarchies. Real data has cycles (tasks that name themselves as parent): CYCLE stops at the first repetition.
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION get_task_hierarchy(root_task text)
RETURNS TABLE (task_id text, parent_task_id text, title text, task_status task_status, level integer)
LANGUAGE sql STABLE ROWS 100 AS $$
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
$$;

-- An agent stands below its parent, or, without one, below its master. NULL starts at all that stand below nobody.
CREATE FUNCTION get_agent_hierarchy(root_agent text DEFAULT NULL)
RETURNS TABLE (
  agent_id text, parent_agent_id text, display_name text, agent_type agent_type, agent_status agent_status,
  level integer
)
LANGUAGE sql STABLE ROWS 100 AS $$
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
$$;

-- ---------------------------------------------------------------------------------------------------------
-- Lineage: one row per edge within max_depth steps. `task_id` is the far end, `via_task_id` the near one.
-- The walk keeps (id, depth) once each, so diamonds do not multiply it and a cycle ends at max_depth.
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION check_lineage_arguments(direction text, max_depth integer) RETURNS integer
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF direction IS NULL OR direction NOT IN ('upstream', 'downstream', 'both') THEN
    RAISE EXCEPTION 'direction must be upstream, downstream or both, not %', coalesce(direction, 'NULL')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- 100 steps are further than any lineage of the profiled trees; without a bound a cycle would walk for ever.
  RETURN least(greatest(coalesce(max_depth, 10), 0), 100);
END
$$;

CREATE FUNCTION get_task_lineage(start_task text, direction text DEFAULT 'both', max_depth integer DEFAULT 10)
RETURNS TABLE (
  direction text, depth integer, task_id text, via_task_id text, relationship_type text,
  title text, task_status task_status
)
LANGUAGE sql STABLE ROWS 100 AS $$
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
$$;

CREATE FUNCTION get_asset_lineage(start_asset text, direction text DEFAULT 'both', max_depth integer DEFAULT 10)
RETURNS TABLE (
  direction text, depth integer, asset_id text, via_asset_id text, lineage_type text, confidence numeric,
  name text, asset_type asset_type, sensitivity sensitivity_level
)
LANGUAGE sql STABLE ROWS 100 AS $$
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
$$;

-- ---------------------------------------------------------------------------------------------------------
-- Utilization of today (UTC). Two sources say what an agent used: the counter in agents and the history. Services
-- keep one or the other, so the larger one counts; history rows of operation 'snapshot' are running totals and are
-- not added up. The columns are integers because callers calculate with them (a bigint reaches Node as a string);
-- what does not fit is capped.
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION get_agent_utilization(agent text)
RETURNS TABLE (
  tokens_used_today integer, token_budget_total integer, utilization_percent numeric,
  tasks_in_progress integer, tasks_completed_today integer
)
LANGUAGE sql STABLE ROWS 1 AS $$
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
$$;

-- ---------------------------------------------------------------------------------------------------------
-- The audit chain
--   Rows of audit_logs are linked after their commit by one sealer: chain_hash = sha256(previous chain_hash ||
--   link), link = sha256 over chain number, id, who and what it was about, the kept columns and body_hash. Chain
--   numbers are drawn by the sealer and have no gaps; ids of a sequence do.
--   Hashed are immutable columns only. agent_id, task_id and asset_id are set NULL when their row is deleted, so the
--   chain keeps its own copy and a row must agree with it or be NULL.
--   body_hash is salted; retention empties the body and forgets the salt, so that the hash confirms no guess.
--   Encodings are independent of session settings: jsonb text, times as seconds since 1970. (STABLE, not IMMUTABLE:
--   jsonb_build_array is only stable in general, and the planner would not inline the functions otherwise.)
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION audit_body_hash(log audit_logs, salt bytea) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(salt || convert_to(jsonb_build_array(
  (log).user_id, (log).event_summary, (log).event_details, (log).compliance_tags, (log).ip_address,
  (log).user_agent, (log).metadata, (log).external_id, (log).source_event_type, (log).source_severity, (log).derived
)::text, 'UTF8'));

CREATE FUNCTION audit_link(log audit_logs, link audit_chain) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(convert_to(jsonb_build_array(
  (link).chain_no, (link).audit_id, (link).agent_id, (link).task_id, (link).asset_id,
  (log).event_type::text, (log).severity, (log).security_impact, extract(epoch FROM (log).occurred_at)
)::text, 'UTF8') || (link).body_hash);

-- Strict without a start value: the first link, the hash of the row before, becomes the state.
CREATE FUNCTION audit_chain_step(chain_hash bytea, link bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN sha256(chain_hash || link);

CREATE AGGREGATE audit_chain_fold(bytea) (SFUNC = audit_chain_step, STYPE = bytea);

-- One number for everything that must not run beside the sealer: 'audt'.
CREATE FUNCTION audit_chain_lock_key() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1635083380;

-- Seals up to `batch` rows and returns how many. Called again until it returns less than batch; at most one runs, a
-- second one returns 0 at once. `rescan` looks at every row again, for those that a sweep may have missed.
--
-- A sweep goes through the ids above settled_id, the id up to which no unsealed row can appear any more. An id is
-- settled when every transaction that was open when it was the highest one has ended: rows commit in another order
-- than their ids were drawn. The ten seconds are for the instant between drawing an id and getting a transaction id.
CREATE FUNCTION seal_audit_chain(batch integer DEFAULT 10000, rescan boolean DEFAULT false) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$;

-- No row: every sealed row is there and as it was. Otherwise the first one that is not. Each link is computed again
-- and checked against the stored hash of the row before, so a forged row would need all later ones forged too.
CREATE FUNCTION verify_audit_chain(from_no bigint DEFAULT 1, to_no bigint DEFAULT NULL)
RETURNS TABLE (chain_no bigint, audit_id bigint, problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH head AS (SELECT h.chain_no, h.chain_hash FROM audit_chain_head h),
  genesis AS (SELECT sha256('cortex audit chain'::bytea) AS chain_hash),
  linked AS (
    SELECT c, a AS log,
           lag(c.chain_no, 1, greatest(from_no, 1) - 1) OVER w AS no_before,
           lag(c.chain_hash, 1, coalesce(
             (SELECT b.chain_hash FROM audit_chain b WHERE b.chain_no = from_no - 1),
             (SELECT g.chain_hash FROM genesis g WHERE from_no <= 1))) OVER w AS hash_before
    FROM audit_chain c LEFT JOIN audit_logs a ON a.id = c.audit_id
    WHERE c.chain_no >= from_no AND (to_no IS NULL OR c.chain_no <= to_no)
    WINDOW w AS (ORDER BY c.chain_no)
  ),
  judged AS (
    SELECT (c).chain_no, (c).audit_id, CASE
      WHEN (c).chain_no <> no_before + 1 THEN 'chain numbers are missing before this one'
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
$$;

-- Empties debug and info rows older than `retain`; everything else stays for ever. What remains of a row: id, type,
-- severity, time, its chain number and hash. Unsealed rows wait for the sealer. An imported row counts from its
-- import: until then nobody could compare it with its source. Only the owner may shorten the 90 days.
CREATE FUNCTION apply_audit_retention(retain interval DEFAULT '90 days', batch integer DEFAULT 10000)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$;

-- Whoever may call these is granted it by the roles step; the rest only reads.
REVOKE ALL ON FUNCTION seal_audit_chain(integer, boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION verify_audit_chain(bigint, bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION apply_audit_retention(interval, integer) FROM PUBLIC;

COMMENT ON FUNCTION get_task_hierarchy(text) IS
  'The task and all tasks below it, with their level.';
COMMENT ON FUNCTION get_agent_hierarchy(text) IS
  'The agent and all agents below it, with their level; NULL begins at those that stand below nobody.';
COMMENT ON FUNCTION check_lineage_arguments(text, integer) IS
  'Refuses an unknown direction and bounds the depth to 0..100.';
COMMENT ON FUNCTION get_task_lineage(text, text, integer) IS
  'Edges of task_lineage upstream, downstream or both, up to a depth; cycles end.';
COMMENT ON FUNCTION get_asset_lineage(text, text, integer) IS
  'Edges of asset_lineage upstream, downstream or both, up to a depth; cycles end.';
COMMENT ON FUNCTION get_agent_utilization(text) IS
  'What an agent used of its budgets today (UTC), and its tasks in progress and completed today.';
COMMENT ON FUNCTION audit_body_hash(audit_logs, bytea) IS
  'Salted sha256 over the columns of an audit row that retention empties.';
COMMENT ON FUNCTION audit_link(audit_logs, audit_chain) IS
  'sha256 over the kept columns of an audit row, its attribution and its body hash.';
COMMENT ON FUNCTION audit_chain_step(bytea, bytea) IS
  'Step of audit_chain_fold: sha256 over the hash before and the link.';
COMMENT ON AGGREGATE audit_chain_fold(bytea) IS
  'The hash at the end of a sequence of links; the first value is the hash before them.';
COMMENT ON FUNCTION audit_chain_lock_key() IS
  'Advisory lock of everything that must not run beside the sealer.';
COMMENT ON FUNCTION seal_audit_chain(integer, boolean) IS
  'Links committed audit rows into the chain and returns how many; one at a time, the others return 0.';
COMMENT ON FUNCTION verify_audit_chain(bigint, bigint) IS
  'The first audit row that is altered or missing; no row when all are as they were sealed.';
COMMENT ON FUNCTION apply_audit_retention(interval, integer) IS
  'Empties sealed debug and info rows older than the interval and returns how many.';
