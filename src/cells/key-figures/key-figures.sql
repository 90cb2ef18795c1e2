-- One row of totals from which the key figures are made.
-- $as_of: right edge of what was observed. $churn_days: days without an order that count as lost, or NULL for
-- the 90th percentile of the days between two orders of one customer.
-- A customer is active from the first order to the earlier of the as-of date and the last order + churn_days.
WITH seen AS (FROM scope_orders WHERE ordered_at <= $as_of),
identified AS (FROM seen WHERE customer_id IS NOT NULL),
gaps AS (
  SELECT
    date_diff('second', lag(ordered_at) OVER (PARTITION BY customer_id ORDER BY ordered_at), ordered_at) / 86400 AS days
  FROM identified
),
spacing AS (
  SELECT
    count(days) AS gaps,
    median(days) AS median_days,
    coalesce(
      $churn_days::INTEGER,
      -- greatest() passes over NULL, but without a gap no number of days is known.
      CASE WHEN count(days) > 0 THEN greatest(1, round(quantile_cont(days, 0.9)))::INTEGER END
    ) AS churn_days
  FROM gaps
),
buyers AS (
  SELECT
    count(*) AS orders,
    min(ordered_at) AS first_at,
    max(ordered_at) AS last_at,
    -- least() passes over NULL, but without churn_days the active time is unknown.
    CASE WHEN any_value(churn_days) IS NOT NULL THEN
      date_diff('second', min(ordered_at), least($as_of, max(ordered_at) + to_days(any_value(churn_days))))
    END AS active_seconds,
    -- Ordered in the last N days, and in the N days before those.
    bool_or(ordered_at > $as_of - to_days(churn_days)) AS recent,
    bool_or(ordered_at > $as_of - to_days(2 * churn_days) AND ordered_at <= $as_of - to_days(churn_days)) AS earlier
  FROM identified CROSS JOIN spacing
  GROUP BY customer_id
),
people AS (
  SELECT
    count(*) AS customers,
    count(*) FILTER (orders > 1) AS repeat_customers,
    sum(active_seconds) / 86400 AS active_days,
    avg(active_seconds) / 86400 AS mean_active_days,
    avg(date_diff('second', first_at, last_at)) / 86400 AS span_days,
    count(*) FILTER (NOT recent) AS lapsed,
    count(*) FILTER (earlier) AS churn_base,
    count(*) FILTER (earlier AND NOT recent) AS churn_lost
  FROM buyers
),
money AS (
  SELECT
    count(*) FILTER (customer_id IS NOT NULL) AS orders,
    sum(net) FILTER (customer_id IS NOT NULL) AS revenue,
    count(*) FILTER (customer_id IS NULL) AS anonymous_orders,
    sum(net) FILTER (customer_id IS NULL) AS anonymous_revenue,
    sum(margin) FILTER (customer_id IS NOT NULL) AS margin,
    sum(net) FILTER (customer_id IS NOT NULL AND margin IS NOT NULL) AS costed_revenue,
    count(margin) FILTER (customer_id IS NOT NULL) AS costed_orders,
    date_diff('second', min(ordered_at) FILTER (customer_id IS NOT NULL), $as_of) / 86400 AS observed_days
  FROM seen
)
SELECT
  customers::INTEGER AS customers,
  orders::INTEGER AS orders,
  revenue::DOUBLE AS revenue,
  anonymous_orders::INTEGER AS anonymous_orders,
  anonymous_revenue::DOUBLE AS anonymous_revenue,
  margin::DOUBLE AS margin,
  costed_revenue::DOUBLE AS costed_revenue,
  costed_orders::INTEGER AS costed_orders,
  repeat_customers::INTEGER AS repeat_customers,
  active_days::DOUBLE AS active_days,
  mean_active_days::DOUBLE AS mean_active_days,
  span_days::DOUBLE AS span_days,
  observed_days::DOUBLE AS observed_days,
  gaps::INTEGER AS gaps,
  median_days::DOUBLE AS median_gap_days,
  churn_days::INTEGER AS churn_days,
  lapsed::INTEGER AS lapsed,
  churn_base::INTEGER AS churn_base,
  churn_lost::INTEGER AS churn_lost
FROM people CROSS JOIN money CROSS JOIN spacing
