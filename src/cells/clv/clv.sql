-- One row of totals from which each definition of customer lifetime value is made.
-- $as_of: right edge of what was observed. $churn_days: days without an order that count as lost, or NULL for
-- the 90th percentile of the days between two orders of one customer.
-- A customer is active from the first order to the earlier of the as-of date and the last order + churn_days.
-- An order whose cost is unknown is taken at the margin rate of the orders whose cost is known.
WITH identified AS (FROM scope_orders WHERE customer_id IS NOT NULL AND ordered_at <= $as_of),
rate AS (
  SELECT
    sum(net) FILTER (margin IS NOT NULL)::DOUBLE AS costed_revenue,
    sum(margin)::DOUBLE / nullif(sum(net) FILTER (margin IS NOT NULL), 0)::DOUBLE AS margin_rate
  FROM identified
),
gaps AS (
  SELECT
    date_diff('second', lag(ordered_at) OVER (PARTITION BY customer_id ORDER BY ordered_at), ordered_at) / 86400 AS days
  FROM identified
),
spacing AS (
  SELECT
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
    sum(net) AS revenue,
    coalesce(sum(margin), 0)::DOUBLE
      + any_value(margin_rate) * coalesce(sum(net) FILTER (margin IS NULL), 0)::DOUBLE AS margin,
    min(ordered_at) AS first_at,
    -- least() passes over NULL, but without churn_days the active time is unknown.
    CASE WHEN any_value(churn_days) IS NOT NULL THEN
      date_diff('second', min(ordered_at), least($as_of, max(ordered_at) + to_days(any_value(churn_days))))
    END AS active_seconds,
    bool_or(ordered_at > $as_of - to_days(churn_days)) AS recent,
    bool_or(ordered_at > $as_of - to_days(2 * churn_days) AND ordered_at <= $as_of - to_days(churn_days)) AS earlier
  FROM identified CROSS JOIN spacing CROSS JOIN rate
  GROUP BY customer_id
),
people AS (
  SELECT
    count(*) AS customers,
    sum(orders) AS orders,
    sum(revenue) AS revenue,
    stddev_samp(revenue::DOUBLE) AS revenue_deviation,
    median(revenue::DOUBLE) AS revenue_median,
    sum(margin) AS margin,
    stddev_samp(margin) AS margin_deviation,
    median(margin) AS margin_median,
    sum(active_seconds) / 86400 AS active_days,
    avg(active_seconds) / 86400 AS mean_active_days,
    date_diff('second', min(first_at), $as_of) / 86400 AS observed_days,
    count(*) FILTER (earlier) AS churn_base,
    count(*) FILTER (earlier AND NOT recent) AS churn_lost
  FROM buyers
)
SELECT
  customers::INTEGER AS customers,
  orders::INTEGER AS orders,
  revenue::DOUBLE AS revenue,
  revenue_deviation::DOUBLE AS revenue_deviation,
  revenue_median::DOUBLE AS revenue_median,
  margin::DOUBLE AS margin,
  margin_deviation::DOUBLE AS margin_deviation,
  margin_median::DOUBLE AS margin_median,
  (costed_revenue / nullif(revenue, 0)::DOUBLE)::DOUBLE AS costed_share,
  active_days::DOUBLE AS active_days,
  mean_active_days::DOUBLE AS mean_active_days,
  observed_days::DOUBLE AS observed_days,
  churn_days::INTEGER AS churn_days,
  churn_base::INTEGER AS churn_base,
  churn_lost::INTEGER AS churn_lost
FROM people CROSS JOIN spacing CROSS JOIN rate
