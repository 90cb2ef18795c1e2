-- From all that the files hold to what counts, in each currency: every step but the last adds up to the last.

WITH netted AS (
  SELECT
    currency,
    count(*) FILTER (target_line IS NULL) AS lone_rows,
    coalesce(sum(amount) FILTER (target_line IS NULL), 0) AS lone,
    coalesce(sum(amount) FILTER (target_line IS NOT NULL), 0) AS matched
  FROM imported.netted GROUP BY currency
),
totals AS (
  SELECT
    currency,
    count(*) AS orders,
    sum(lines) AS rows,
    sum(gross) AS gross,
    sum(lines) FILTER (cancellation AND reason IS NULL) AS netted_rows,
    coalesce(sum(gross) FILTER (cancellation AND reason IS NULL), 0) AS netted,
    count(*) FILTER (reason IS NULL AND NOT cancellation) AS kept_orders,
    sum(lines) FILTER (reason IS NULL AND NOT cancellation) AS kept_rows,
    coalesce(sum(discount) FILTER (reason IS NULL AND NOT cancellation), 0) AS discount,
    coalesce(sum(refund) FILTER (reason IS NULL AND NOT cancellation), 0) AS refund,
    coalesce(sum(tax_step) FILTER (reason IS NULL AND NOT cancellation), 0) AS tax,
    coalesce(sum(shipping_step) FILTER (reason IS NULL AND NOT cancellation), 0) AS shipping
  FROM imported.valued GROUP BY currency
),
left_out AS (
  SELECT currency, reason, count(*) AS orders, sum(lines) AS rows, sum(gross) AS gross
  FROM imported.valued WHERE reason IS NOT NULL GROUP BY ALL
  UNION ALL
  SELECT currency, 'newer_file', count(*), sum(lines), sum(gross) FROM imported.replaced GROUP BY ALL
),
steps AS (
  SELECT currency, 'file_gross' AS step, sum(rows) AS rows, sum(orders) AS orders, sum(gross) AS amount
  FROM (
    SELECT currency, rows, orders, gross FROM totals
    UNION ALL
    SELECT currency, rows, orders, gross FROM left_out WHERE reason = 'newer_file'
  )
  GROUP BY currency
  UNION ALL
  SELECT currency, reason, rows, orders, -gross FROM left_out
  UNION ALL
  SELECT currency, 'netted', netted_rows, NULL, -netted FROM totals WHERE netted_rows > 0
  UNION ALL
  SELECT currency, 'discount', NULL, NULL, -discount FROM totals WHERE discount <> 0
  UNION ALL
  SELECT totals.currency, 'refund', NULL, NULL, -(refund + coalesce(matched, 0))
  FROM totals LEFT JOIN netted ON totals.currency IS NOT DISTINCT FROM netted.currency
  WHERE refund + coalesce(matched, 0) <> 0
  UNION ALL
  SELECT currency, 'tax', NULL, NULL, tax FROM totals WHERE tax <> 0
  UNION ALL
  SELECT currency, 'shipping', NULL, NULL, shipping FROM totals WHERE shipping <> 0
  UNION ALL
  SELECT currency, 'refund_without_order', lone_rows, NULL, -lone FROM netted WHERE lone_rows > 0
  UNION ALL
  SELECT t.currency, 'net', t.kept_rows, t.kept_orders, coalesce(o.net, 0) - coalesce(n.lone, 0)
  FROM totals AS t
  LEFT JOIN (SELECT currency, sum(net) AS net FROM orders GROUP BY currency) AS o
    ON t.currency IS NOT DISTINCT FROM o.currency
  LEFT JOIN netted AS n ON t.currency IS NOT DISTINCT FROM n.currency
)
SELECT
  currency,
  list_position(
    ['file_gross', 'newer_file', 'cancelled', 'unpaid', 'anonymous', 'worthless', 'netted', 'discount', 'refund',
     'tax', 'shipping', 'refund_without_order', 'net'],
    step
  )::INTEGER AS position,
  step,
  rows::BIGINT AS rows,
  orders::BIGINT AS orders,
  amount::DECIMAL(18, 4) AS amount
FROM steps
ORDER BY currency, position
