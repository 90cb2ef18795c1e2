-- The totals that policies give, without building anything: refunds that find no order count as the bridge counts them.

WITH valued AS (
  $valued
)
SELECT
  grouping(currency) = 1 AS overall,
  currency,
  count(*) FILTER (NOT cancellation) AS orders,
  count(DISTINCT customer_id) FILTER (NOT cancellation) AS customers,
  coalesce(
    sum(CASE WHEN cancellation THEN gross ELSE gross - discount - refund + tax_step + shipping_step END),
    0
  )::DECIMAL(18, 4) AS net
FROM valued
WHERE reason IS NULL
GROUP BY GROUPING SETS ((), (currency))
