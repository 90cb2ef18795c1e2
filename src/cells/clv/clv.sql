-- One row of totals from which each definition of customer lifetime value is made, from the customer summary.
-- $as_of: right edge of what was observed.
-- $churn_days: days without an order that count as lost (N), or NULL for the shop's own: the 90th percentile of the
-- days between two orders of one customer, over all customers of the shop, selected or not.
-- A customer is active from the first order to the earlier of the as-of date and the last order + N.
-- An order whose cost is unknown is taken at the margin rate of the shop's orders whose cost is known.
WITH shop AS (
  SELECT first_order_at AS opened_at, coalesce($churn_days::INTEGER, lost_after_days) AS churn_days FROM scope_shop
),
people AS (
  SELECT
    count(*) AS customers,
    sum(orders) AS orders,
    sum(net) AS revenue,
    stddev_samp(net::DOUBLE) AS revenue_deviation,
    median(net::DOUBLE) AS revenue_median,
    sum(estimated_margin) AS margin,
    stddev_samp(estimated_margin) AS margin_deviation,
    median(estimated_margin) AS margin_median,
    CASE WHEN sum(costed_orders) > 0 THEN sum(costed_net) END AS costed_revenue,
    -- least() passes over NULL, but without churn_days the active time is unknown.
    sum(date_diff('second', first_order_at, least($as_of, last_order_at + to_days(churn_days))))
      FILTER (churn_days IS NOT NULL) / 86400 AS active_days,
    -- Ordered in the N days before the last N, and not since.
    count(*) FILTER (
      last_order_at <= $as_of - to_days(churn_days) AND last_order_at > $as_of - to_days(2 * churn_days)
    ) AS churn_lost
  FROM scope_customers CROSS JOIN shop
),
-- What is foretold of them, with what its interval is made of: see derived.predictions.
ahead AS (
  SELECT
    count(customers.clv) AS foretold,
    sum(customers.clv) AS clv,
    sum(clv_variance) AS clv_variance,
    count(*) FILTER (customers.clv IS NOT NULL AND clv_variance IS NULL) AS boundless,
    sum(COLUMNS('^clv_slope_(.)$')::DOUBLE) AS 'clv_slope_\1'
  FROM scope_customers AS customers LEFT JOIN derived.predictions AS foretold USING (customer_id)
),
earlier AS (
  -- Ordered in the N days before the last N, whether since or not: known to the summary for the shop's own N.
  SELECT count(*) AS churn_base FROM scope_customers WHERE was_active HAVING $churn_days IS NULL
  UNION ALL
  SELECT count(DISTINCT customer_id)
  FROM scope_orders
  WHERE ordered_at > $as_of - to_days(2 * $churn_days::INTEGER) AND ordered_at <= $as_of - to_days($churn_days::INTEGER)
  HAVING $churn_days IS NOT NULL
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
  (active_days / nullif(customers, 0))::DOUBLE AS mean_active_days,
  -- Of the shop: how far back its orders reach.
  date_diff('second', opened_at, $as_of) / 86400 AS observed_days,
  churn_days::INTEGER AS churn_days,
  churn_base::INTEGER AS churn_base,
  churn_lost::INTEGER AS churn_lost,
  (SELECT margin_rate FROM scope_shop)::DOUBLE AS margin_rate,
  ahead.* REPLACE (foretold::INTEGER AS foretold, boundless::INTEGER AS boundless)
FROM people CROSS JOIN earlier CROSS JOIN ahead CROSS JOIN shop
