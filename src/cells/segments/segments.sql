-- Customers by the segments that they are in: one row for each combination that occurs. In a segment's column 1 is in,
-- 0 is not in, and NULL cannot be told. So sizes, overlaps and the unclassified are all sums of these rows.
WITH combinations AS (
  SELECT
    COLUMNS('^(segment_.*)$')::TINYINT AS '\1',
    count(*) AS customers,
    sum(net) AS net,
    sum(orders) AS orders
  FROM scope_customers
  GROUP BY ALL
)
SELECT
  combinations.* REPLACE (customers::INTEGER AS customers, net::DOUBLE AS net, orders::INTEGER AS orders),
  -- What the files hold, without which whole segments cannot be told.
  names_discounts::INTEGER AS has_discounts,
  has_surveys::INTEGER AS has_surveys,
  has_carts::INTEGER AS has_carts,
  (gaps > 0)::INTEGER AS has_gaps,
  anonymous_orders::INTEGER AS anonymous_orders,
  anonymous_net::DOUBLE AS anonymous_net,
  -- Carts of people who have not ordered, or who are not named.
  (
    (SELECT count(*) FROM carts WHERE abandoned_at <= as_of)
    - (SELECT coalesce(sum(abandoned_carts), 0) FROM derived.customer_base)
  )::INTEGER AS stray_carts
FROM combinations CROSS JOIN scope_shop
ORDER BY customers DESC
