-- What each segment is worth, and how unevenly revenue lies over customers. Three parts, told apart by the first column:
-- 'segment': sums over the customers of each segment, and of 'everybody', from which all measures are made;
-- 'curve': the Lorenz curve's summary of the 'selected' customers and, under a filter, of the whole 'shop';
-- 'point': at most 200 points of such a curve: so many of the lowest customers have brought so much together.
-- N, the days without an order that count as lost, is the shop's own: lost_after_days.
WITH combinations AS (
  -- One row for each combination of segments that occurs: 1 is in, 0 is not in, NULL cannot be told.
  SELECT
    COLUMNS('^(segment_.*)$')::TINYINT AS '\1',
    count(*) AS customers,
    sum(orders) AS orders,
    sum(net) AS net,
    sum(net::DOUBLE * net::DOUBLE) AS net_squares,
    sum(estimated_margin) AS margin,
    sum(active_days) AS active_days,
    count(is_lost) AS observed,
    count(*) FILTER (NOT is_lost) AS retained,
    -- As churn is counted: ordered in the N days before the last N, and not since.
    count(*) FILTER (was_active) AS churn_base,
    count(*) FILTER (is_lost AND was_active) AS churn_lost,
    count(clv) AS foretold,
    sum(clv) AS clv
  FROM scope_customers
  GROUP BY ALL
),
memberships AS (
  FROM combinations UNPIVOT INCLUDE NULLS (member FOR name IN (COLUMNS('^segment_')))
  UNION ALL BY NAME
  SELECT 1 AS member, 'everybody' AS name, COLUMNS(measure -> measure NOT LIKE 'segment_%') FROM combinations
),
sums AS (
  SELECT
    name,
    sum(customers) FILTER (member IS NULL) AS unclassified,
    sum(COLUMNS(
      '^(customers|orders|net|net_squares|margin|active_days|observed|retained|churn_base|churn_lost|foretold|clv)$'
    )) FILTER (member = 1) AS '\1'
  FROM memberships
  GROUP BY name
),
spacings AS (
  -- Days between two orders of one customer.
  SELECT
    median(CASE WHEN COLUMNS('^(segment_.*)$') THEN days END) AS '\1',
    median(days) AS everybody
  FROM derived.order_gaps JOIN scope_customers USING (customer_id)
),
spacing AS (
  FROM spacings UNPIVOT (median_gap_days FOR name IN (COLUMNS('^(segment_.*|everybody)$')))
),
people AS (
  SELECT 'selected' AS name, net FROM scope_customers
  UNION ALL
  SELECT 'shop', net FROM derived.customer_summary WHERE $is_filtered
),
-- From the customer who has brought least to the one who has brought most; equal ones may stand in any order.
ranked AS MATERIALIZED (
  SELECT
    name,
    net,
    row_number() OVER poorest_first AS rank,
    sum(net) OVER poorest_first AS brought,
    count(*) OVER (PARTITION BY name) AS n
  FROM people
  WINDOW poorest_first AS (PARTITION BY name ORDER BY net ROWS UNBOUNDED PRECEDING)
),
curves AS (
  SELECT
    name,
    any_value(n) AS customers,
    sum(net) AS net,
    -- Twice the area between the curve and the diagonal, over all customers and not over the points.
    2 * sum(rank * net::DOUBLE) / (any_value(n) * nullif(sum(net), 0)::DOUBLE)
      - (any_value(n) + 1) / any_value(n) AS gini,
    -- The customer at the edge of the top tenth counts in part, as on the curve.
    sum(net::DOUBLE * greatest(0, least(1, rank - 0.9::DOUBLE * n))) / nullif(sum(net), 0)::DOUBLE AS top_share
  FROM ranked
  GROUP BY name
)
SELECT
  'segment' AS part,
  name,
  coalesce(customers, 0)::INTEGER AS customers,
  coalesce(unclassified, 0)::INTEGER AS unclassified,
  coalesce(orders, 0)::INTEGER AS orders,
  coalesce(net, 0)::DOUBLE AS net,
  net_squares::DOUBLE AS net_squares,
  margin::DOUBLE AS margin,
  active_days::DOUBLE AS active_days,
  (active_days / nullif(customers, 0))::DOUBLE AS mean_active_days,
  coalesce(observed, 0)::INTEGER AS observed,
  coalesce(retained, 0)::INTEGER AS retained,
  coalesce(churn_base, 0)::INTEGER AS churn_base,
  coalesce(churn_lost, 0)::INTEGER AS churn_lost,
  coalesce(foretold, 0)::INTEGER AS foretold,
  clv::DOUBLE AS clv,
  spacing.median_gap_days::DOUBLE AS median_gap_days,
  lost_after_days::INTEGER AS churn_days,
  -- Of the shop: how far back its orders reach.
  date_diff('second', first_order_at, as_of) / 86400 AS observed_days
FROM sums LEFT JOIN spacing USING (name) CROSS JOIN scope_shop
UNION ALL BY NAME
SELECT 'curve' AS part, name, customers::INTEGER AS customers, net::DOUBLE AS net, gini, top_share FROM curves
UNION ALL BY NAME
SELECT 'point' AS part, name, rank::INTEGER AS customers, brought::DOUBLE AS net
FROM ranked
WHERE 200 * rank // n > 200 * (rank - 1) // n
ORDER BY part, name, customers
