-- The selected customers by their scores in the customer summary: the grid of recency by frequency, the named groups, the
-- total, and how each measure is distributed, as rows of one result. Scores, groups, the limits between scores and the
-- bins belong to the whole shop; $filtered says whether only some of its customers are selected.
-- $method: quintile, tercile or band (fixed thresholds). $scheme: group (eleven, of three scores nine) or tier (four).
-- $monetary: monetary (net of all orders) or ticket (net per order).
WITH scored AS (
  SELECT
    net,
    orders,
    recency_days,
    CASE $monetary WHEN 'ticket' THEN average_order_value ELSE net::DOUBLE END AS monetary,
    CASE $method
      WHEN 'quintile' THEN recency_quintile WHEN 'tercile' THEN recency_tercile ELSE recency_band
    END AS r,
    CASE $method
      WHEN 'quintile' THEN frequency_quintile WHEN 'tercile' THEN frequency_tercile ELSE frequency_band
    END AS f,
    CASE $monetary || ' ' || $scheme || ' ' || $method
      WHEN 'monetary group quintile' THEN rfm_group_quintile
      WHEN 'monetary group tercile' THEN rfm_group_tercile
      WHEN 'monetary group band' THEN rfm_group_band
      WHEN 'monetary tier quintile' THEN rfm_tier_quintile
      WHEN 'monetary tier tercile' THEN rfm_tier_tercile
      WHEN 'monetary tier band' THEN rfm_tier_band
      WHEN 'ticket group quintile' THEN ticket_group_quintile
      WHEN 'ticket group tercile' THEN ticket_group_tercile
      WHEN 'ticket group band' THEN ticket_group_band
      WHEN 'ticket tier quintile' THEN ticket_tier_quintile
      WHEN 'ticket tier tercile' THEN ticket_tier_tercile
      ELSE ticket_tier_band
    END AS segment
  FROM scope_customers
),
summed AS (
  SELECT
    CASE GROUPING(r, segment) WHEN 1 THEN 'cell' WHEN 2 THEN 'group' ELSE 'total' END AS part,
    r,
    f,
    segment,
    count(*) AS customers,
    coalesce(sum(net), 0) AS revenue,
    median(recency_days) AS median_days,
    min(recency_days) AS min_days,
    max(recency_days) AS max_days,
    min(orders) AS min_orders,
    max(orders) AS max_orders
  FROM scored
  GROUP BY GROUPING SETS ((r, f), (segment), ())
),
spans AS (
  -- Some twenty bins of a round width; the first and the last hold all that lies beyond.
  SELECT measure, step, floor(low / step)::BIGINT AS first_bin, floor(high / step)::BIGINT AS last_bin
  FROM (
    SELECT measure, low, high, (
      SELECT min(step)
      FROM (
        SELECT unnest([
          0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4,
          1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8, 1e9, 1e10, 1e12, 1e15
        ]::DOUBLE[]) AS step
      )
      WHERE step >= greatest((high - low) / 20, CASE WHEN measure IN ('recency', 'frequency') THEN 1 ELSE 0 END)
    ) AS step
    FROM derived.score_limits
    WHERE method IS NULL AND measure IN ('recency', 'frequency', $monetary)
  )
),
counted AS (
  SELECT 'recency' AS measure, least(last_bin, greatest(first_bin, floor(recency_days / step)))::BIGINT AS bin, count(*) AS customers
  FROM scored CROSS JOIN spans WHERE measure = 'recency' GROUP BY bin
  UNION ALL
  SELECT 'frequency', least(last_bin, greatest(first_bin, floor(orders / step)))::BIGINT AS bin, count(*)
  FROM scored CROSS JOIN spans WHERE measure = 'frequency' GROUP BY bin
  UNION ALL
  SELECT $monetary, least(last_bin, greatest(first_bin, floor(monetary / step)))::BIGINT AS bin, count(*)
  FROM scored CROSS JOIN spans WHERE measure = $monetary GROUP BY bin
),
bins AS (
  SELECT measure, bin * step AS low, (bin + 1) * step AS high, coalesce(customers, 0) AS customers
  FROM (SELECT measure, step, unnest(range(first_bin, last_bin + 1)) AS bin FROM spans)
  LEFT JOIN counted USING (measure, bin)
),
listed AS (
  SELECT part, r, f, segment, NULL AS measure, NULL AS low, NULL AS high, * EXCLUDE (part, r, f, segment) FROM summed
  UNION ALL BY NAME
  SELECT 'bin' AS part, measure, low, high, customers FROM bins
  UNION ALL BY NAME
  SELECT 'limit' AS part, measure, score AS r, low, high
  FROM derived.score_limits
  WHERE method = $method AND measure IN ('recency', 'frequency', $monetary)
)
SELECT
  part,
  r::INTEGER AS r,
  f::INTEGER AS f,
  segment,
  -- By the role in the scheme, whichever money it is.
  CASE measure WHEN 'ticket' THEN 'monetary' ELSE measure END AS measure,
  low::DOUBLE AS low,
  high::DOUBLE AS high,
  customers::INTEGER AS customers,
  revenue::DOUBLE AS revenue,
  median_days::DOUBLE AS median_days,
  min_days::INTEGER AS min_days,
  max_days::INTEGER AS max_days,
  min_orders::INTEGER AS min_orders,
  max_orders::INTEGER AS max_orders,
  -- A selection is of customers, so no anonymous order is missing from it.
  CASE WHEN $filtered THEN 0 ELSE anonymous_orders END::INTEGER AS anonymous_orders,
  CASE WHEN $filtered THEN 0 ELSE anonymous_net END::DOUBLE AS anonymous_revenue
FROM listed CROSS JOIN scope_shop
ORDER BY part, r DESC, f, segment, measure, low
