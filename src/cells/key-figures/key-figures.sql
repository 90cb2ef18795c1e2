-- One row of totals from which the key figures are made, from the customer summary.
-- $as_of: right edge of what was observed. $filtered: whether only some customers are selected.
-- $churn_days: days without an order that count as lost (N), or NULL for the shop's own: the 90th percentile of the
-- days between two orders of one customer, over all customers of the shop, selected or not.
-- A customer is active from the first order to the earlier of the as-of date and the last order + N.
WITH shop AS (
  SELECT *, coalesce($churn_days::INTEGER, lost_after_days) AS churn_days FROM scope_shop
),
people AS (
  SELECT
    count(*) AS customers,
    sum(orders) AS orders,
    sum(net) AS revenue,
    sum(known_margin) AS margin,
    CASE WHEN sum(costed_orders) > 0 THEN sum(costed_net) END AS costed_revenue,
    sum(costed_orders) AS costed_orders,
    count(*) FILTER (orders > 1) AS repeat_customers,
    avg(span_days) AS span_days,
    -- least() passes over NULL, but without churn_days the active time is unknown.
    sum(date_diff('second', first_order_at, least($as_of, last_order_at + to_days(churn_days))))
      FILTER (churn_days IS NOT NULL) / 86400 AS active_days,
    count(*) FILTER (last_order_at <= $as_of - to_days(churn_days)) AS lapsed,
    -- Ordered in the N days before the last N, and not since.
    count(*) FILTER (
      last_order_at <= $as_of - to_days(churn_days) AND last_order_at > $as_of - to_days(2 * churn_days)
    ) AS churn_lost
  FROM scope_customers CROSS JOIN (SELECT churn_days FROM shop)
),
earlier AS (
  -- Ordered in the N days before the last N, whether since or not: known to the summary for the shop's own N.
  SELECT count(*) AS churn_base FROM scope_customers WHERE was_active HAVING $churn_days IS NULL
  UNION ALL
  SELECT count(DISTINCT customer_id)
  FROM scope_orders
  WHERE ordered_at > $as_of - to_days(2 * $churn_days::INTEGER) AND ordered_at <= $as_of - to_days($churn_days::INTEGER)
  HAVING $churn_days IS NOT NULL
),
spacing AS (
  SELECT coalesce(gaps, 0) AS gaps, median_gap_days FROM shop WHERE NOT $filtered
  UNION ALL
  SELECT count(*), median(days)
  FROM derived.order_gaps SEMI JOIN scope_customers USING (customer_id)
  HAVING $filtered
)
SELECT
  customers::INTEGER AS customers,
  coalesce(orders, 0)::INTEGER AS orders,
  revenue::DOUBLE AS revenue,
  -- A selection is of customers, so no anonymous order is in it.
  CASE WHEN $filtered THEN 0 ELSE anonymous_orders END::INTEGER AS anonymous_orders,
  CASE WHEN anonymous_orders > 0 AND NOT $filtered THEN anonymous_net END::DOUBLE AS anonymous_revenue,
  margin::DOUBLE AS margin,
  costed_revenue::DOUBLE AS costed_revenue,
  coalesce(costed_orders, 0)::INTEGER AS costed_orders,
  repeat_customers::INTEGER AS repeat_customers,
  people.active_days::DOUBLE AS active_days,
  (people.active_days / nullif(customers, 0))::DOUBLE AS mean_active_days,
  people.span_days::DOUBLE AS span_days,
  -- Of the shop: how far back its orders reach.
  date_diff('second', first_order_at, $as_of) / 86400 AS observed_days,
  spacing.gaps::INTEGER AS gaps,
  spacing.median_gap_days::DOUBLE AS median_gap_days,
  churn_days::INTEGER AS churn_days,
  lapsed::INTEGER AS lapsed,
  churn_base::INTEGER AS churn_base,
  churn_lost::INTEGER AS churn_lost
FROM people CROSS JOIN earlier CROSS JOIN spacing CROSS JOIN shop
