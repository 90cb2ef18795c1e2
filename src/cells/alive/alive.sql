-- The selected customers by how often they have ordered and how long ago, each group with the means of what the model
-- foretells: the cells of the grid, its rows, its columns and all, as rows of one result; and one customer as an example,
-- whose fate is open. Rows and columns belong to the whole shop.
WITH bands AS (
  SELECT unnest([1, 2, 3, 4, 5, 6, 8, 11, 16]) AS low_orders, unnest([1, 2, 3, 4, 5, 7, 10, 15, NULL]) AS high_orders
),
scale AS (
  SELECT last_day // step AS last_row, step
  FROM (
    SELECT
      quantile_disc(recency_days, 0.98) AS last_day,
      (
        SELECT min(step)
        FROM (SELECT unnest([1, 2, 5, 7, 10, 14, 20, 30, 50, 60, 90, 100, 180, 200, 365, 500, 730, 1000, 2000, 5000]) AS step)
        WHERE step >= max(recency_days) / 12
      ) AS step
    FROM derived.customer_summary
  )
),
placed AS (
  SELECT
    low_orders,
    high_orders,
    -- The last row holds all that lies beyond.
    least(recency_days // step, last_row) AS place,
    p_alive,
    expected_orders
  FROM scope_customers CROSS JOIN scale JOIN bands ON orders >= low_orders AND (high_orders IS NULL OR orders <= high_orders)
  WHERE p_alive IS NOT NULL
),
grid AS (
  SELECT
    low_orders,
    any_value(high_orders) AS high_orders,
    place,
    count(*) AS customers,
    avg(p_alive) AS alive,
    avg(expected_orders) AS expected,
    GROUPING(place) AS is_every_place,
    GROUPING(low_orders) AS is_every_band
  FROM placed
  GROUP BY GROUPING SETS ((low_orders, place), (low_orders), (place), ())
),
example AS (
  SELECT customer_id FROM scope_customers
  WHERE p_alive IS NOT NULL
  ORDER BY least(orders, 8) * p_alive * (1 - p_alive) DESC, customer_id
  LIMIT 1
)
SELECT
  CASE WHEN is_every_band = 0 THEN low_orders END::INTEGER AS low_orders,
  CASE WHEN is_every_band = 0 THEN high_orders END::INTEGER AS high_orders,
  CASE WHEN is_every_place = 0 THEN place * step END::INTEGER AS low_days,
  CASE WHEN is_every_place = 0 AND place < last_row THEN (place + 1) * step - 1 END::INTEGER AS high_days,
  customers::INTEGER AS customers,
  alive::DOUBLE AS alive,
  expected::DOUBLE AS expected,
  (SELECT customer_id FROM example) AS example
FROM grid CROSS JOIN scale
ORDER BY low_days NULLS FIRST, low_orders NULLS FIRST
