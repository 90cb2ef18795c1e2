-- One row for each identified customer who ordered in one currency until the end of a day ($end: its last moment).
-- Orders of one day are one purchase. Times are whole days: a date has no finer clock in most exports.
WITH days AS (
  SELECT customer_id, ordered_at::DATE AS day, sum(net) AS net
  FROM orders
  WHERE customer_id IS NOT NULL AND currency IS NOT DISTINCT FROM $currency::VARCHAR AND ordered_at <= $end
  GROUP BY ALL
),
firsts AS (
  SELECT
    *,
    first_value(day) OVER purchases AS first_day,
    day - lag(day) OVER purchases AS gap
  FROM days
  WINDOW purchases AS (PARTITION BY customer_id ORDER BY day)
)
SELECT
  (row_number() OVER (ORDER BY customer_id) - 1)::INTEGER AS row,
  customer_id,
  -- Repeat purchases: all but the first.
  (count(*) - 1)::DOUBLE AS x,
  -- Days from the first purchase to the last one, and to the end of the observation.
  (max(day) - any_value(first_day))::DOUBLE AS recency,
  ($end::DATE - any_value(first_day))::DOUBLE AS age,
  -- Money of the repeat purchases.
  coalesce(sum(net) FILTER (day > first_day), 0)::DOUBLE AS repeat_net,
  coalesce(sum(ln(gap)), 0)::DOUBLE AS log_gaps
FROM firsts
GROUP BY customer_id
ORDER BY row
