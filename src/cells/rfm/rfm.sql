-- Recency, frequency and monetary value of each identified customer, scored; then the grid of recency by frequency,
-- the named groups, and the total, as rows of one result.
WITH seen AS (
  -- $as_of: right edge of what was observed, from which recency counts.
  FROM scope_orders WHERE ordered_at <= $as_of
),
buyers AS (
  SELECT
    customer_id,
    -- Recency: whole days since the last order.
    date_diff('second', max(ordered_at), $as_of) // 86400 AS days,
    -- Frequency.
    count(*) AS orders,
    sum(net) AS revenue,
    -- Monetary value, $monetary: 'total' net, or 'mean' net per order. Rounded, so that equal means compare equal.
    CASE $monetary
      WHEN 'mean' THEN (sum(net) / count(*))::DECIMAL(28, 6)
      ELSE sum(net)::DECIMAL(28, 6)
    END AS monetary
  FROM seen
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id
),
ranked AS (
  -- How many customers are strictly worse. Equal customers have the same number, hence the same score.
  SELECT
    *,
    rank() OVER (ORDER BY days DESC) - 1 AS worse_days,
    rank() OVER (ORDER BY orders) - 1 AS worse_orders,
    rank() OVER (ORDER BY monetary) - 1 AS worse_monetary,
    count(*) OVER () AS n,
    (avg(monetary) OVER ())::DECIMAL(28, 6) AS mean
  FROM buyers
),
scored AS (
  -- $method 'quintiles' ($bands = 5) and '3x3x3' ($bands = 3): score = 1 + whole part of $bands x worse / n.
  -- A tie is never split: all of it takes the score of its worst place, and scores above may stay empty.
  -- 'thresholds': fixed limits, which never split a tie either.
  SELECT
    *,
    CASE WHEN $method = 'thresholds' THEN
      CASE WHEN days <= 30 THEN 5 WHEN days <= 90 THEN 4 WHEN days <= 180 THEN 3 WHEN days <= 365 THEN 2 ELSE 1 END
    ELSE 1 + ($bands * worse_days) // n END AS r,
    CASE WHEN $method = 'thresholds' THEN
      CASE WHEN orders >= 10 THEN 5 WHEN orders >= 5 THEN 4 WHEN orders >= 3 THEN 3 WHEN orders >= 2 THEN 2 ELSE 1 END
    ELSE 1 + ($bands * worse_orders) // n END AS f,
    CASE WHEN $method = 'thresholds' THEN
      CASE
        WHEN monetary <= 0 THEN 1
        WHEN monetary >= 2 * mean THEN 5
        WHEN monetary >= mean THEN 4
        WHEN 2 * monetary >= mean THEN 3
        WHEN 4 * monetary >= mean THEN 2
        ELSE 1
      END
    ELSE 1 + ($bands * worse_monetary) // n END AS m
  FROM ranked
),
valued AS (
  -- Frequency and monetary value as one score: their mean, rounded down.
  SELECT *, (f + m) // 2 AS fm FROM scored
),
grouped AS (
  -- The first line that holds names the group; the last ones hold for whoever is left, so everyone is in exactly one.
  -- Within the ranges of the common scheme of eleven groups, which overlap there.
  SELECT
    *,
    CASE
      WHEN $bands = 3 THEN
        CASE
          WHEN r = 3 AND fm = 3 THEN 'champions'
          WHEN r = 3 AND fm = 2 THEN 'potential_loyalists'
          WHEN r = 3 THEN 'new_customers'
          WHEN r = 2 AND fm = 3 THEN 'loyal'
          WHEN r = 2 AND fm = 2 THEN 'need_attention'
          WHEN r = 2 THEN 'about_to_sleep'
          WHEN fm = 3 THEN 'cannot_lose'
          WHEN fm = 2 THEN 'at_risk'
          ELSE 'lost'
        END
      WHEN r = 5 AND fm >= 4 THEN 'champions'
      WHEN r >= 3 AND fm >= 4 THEN 'loyal'
      WHEN r >= 4 AND fm >= 2 THEN 'potential_loyalists'
      WHEN r = 5 THEN 'new_customers'
      WHEN r = 4 THEN 'promising'
      WHEN r = 3 AND fm >= 2 THEN 'need_attention'
      WHEN r = 3 THEN 'about_to_sleep'
      WHEN r = 1 AND fm >= 4 THEN 'cannot_lose'
      WHEN fm >= 3 THEN 'at_risk'
      WHEN r = 2 THEN 'hibernating'
      ELSE 'lost'
    END AS segment
  FROM valued
),
anonymous AS (
  SELECT count(*) AS anonymous_orders, coalesce(sum(net), 0) AS anonymous_revenue
  FROM seen
  WHERE customer_id IS NULL
),
summed AS (
  -- A row with r and f is a cell of the grid, a row with segment a group, a row with neither the total.
  SELECT
    r,
    f,
    segment,
    count(*) AS customers,
    coalesce(sum(revenue), 0) AS revenue,
    median(days) AS median_days,
    min(days) AS min_days,
    max(days) AS max_days,
    min(orders) AS min_orders,
    max(orders) AS max_orders
  FROM grouped
  GROUP BY GROUPING SETS ((r, f), (segment), ())
)
SELECT
  r::INTEGER AS r,
  f::INTEGER AS f,
  segment,
  customers::INTEGER AS customers,
  revenue::DOUBLE AS revenue,
  median_days::DOUBLE AS median_days,
  min_days::INTEGER AS min_days,
  max_days::INTEGER AS max_days,
  min_orders::INTEGER AS min_orders,
  max_orders::INTEGER AS max_orders,
  anonymous_orders::INTEGER AS anonymous_orders,
  anonymous_revenue::DOUBLE AS anonymous_revenue
FROM summed CROSS JOIN anonymous
ORDER BY r DESC, f, segment
