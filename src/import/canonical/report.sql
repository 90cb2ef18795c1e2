-- The size of what is loaded.

SELECT
  count(*) AS orders,
  count(*) FILTER (customer_id IS NULL) AS anonymous_orders,
  (SELECT count(DISTINCT customer_id) FROM customers) AS customers,
  coalesce(strftime(min(ordered_at), '%Y-%m-%dT%H:%M:%S'), '') AS first,
  coalesce(strftime(max(ordered_at), '%Y-%m-%dT%H:%M:%S'), '') AS last,
  count(cost) > 0 AS has_costs
FROM orders
