-- Why:      full-text search on assets, ranked, tolerant of unfinished and mistyped words, under 100 ms at a million
--           assets.
-- Lock:     none.
-- Way back: DROP FUNCTION search_assets, is_wanted_asset; search_vector and plainto_tsquery go on working.

-- The filters of search_assets; NULL wants all. Inlined by the planner, so that filters find their indexes and
-- absent ones cost nothing.
CREATE FUNCTION is_wanted_asset(
  a assets, asset_types asset_type[], categories text[], owners text[], namespaces text[],
  sensitivities sensitivity_level[], all_tags text[]
) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (asset_types IS NULL OR (a).asset_type = ANY (asset_types))
  AND (categories IS NULL OR (a).category = ANY (categories))
  AND (owners IS NULL OR (a).owner = ANY (owners))
  AND (namespaces IS NULL OR (a).namespace = ANY (namespaces))
  AND (sensitivities IS NULL OR (a).sensitivity = ANY (sensitivities))
  AND (all_tags IS NULL OR (a).tags @> all_tags);

-- From the best to the weakest kind of match, each asked only when the ones before did not fill the answer:
--   4  the id itself          3  the name itself             2  all words (in the name, then anywhere), by ts_rank
--   1  words of which the last is only begun, or a part of the id
--   0  a name that looks alike, by the similarity of its best fitting words
-- Each kind looks at 500 candidates at most: ranking all rows that have a common word would read the whole table.
-- The query is what people type into web search: "phrase", or, -not. Whoever uses these means exactly that, so the
-- kinds below 2 are left out.
CREATE FUNCTION search_assets(
  query text,
  result_limit integer DEFAULT 20,
  asset_types asset_type[] DEFAULT NULL,
  categories text[] DEFAULT NULL,
  owners text[] DEFAULT NULL,
  namespaces text[] DEFAULT NULL,
  sensitivities sensitivity_level[] DEFAULT NULL,
  all_tags text[] DEFAULT NULL
)
RETURNS TABLE (
  asset_id text, name text, asset_type asset_type, category text, sensitivity sensitivity_level,
  rank real, matched text
)
LANGUAGE plpgsql STABLE ROWS 20
-- A generic plan would not know which words are rare, nor that a filter is absent.
SET plan_cache_mode = force_custom_plan
-- 0.6 is the default; one wrong letter in a word of five already falls below it.
SET pg_trgm.word_similarity_threshold = 0.5
AS $$
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
$$;

COMMENT ON FUNCTION is_wanted_asset(assets, asset_type[], text[], text[], text[], sensitivity_level[], text[]) IS
  'The filters of search_assets; NULL wants all.';
COMMENT ON FUNCTION search_assets(text, integer, asset_type[], text[], text[], text[], sensitivity_level[], text[]) IS
  'Assets that fit the query, best first: by id, name, words, beginnings, likeness.';
