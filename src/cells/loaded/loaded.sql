-- How gross becomes net, step by step in each currency, beside what became of the files' rows.
-- Without a bridge (no file of orders yet) there is one row with the totals alone.
WITH totals AS (
  SELECT
    (SELECT coalesce(sum(rows), 0) FROM source_files) AS file_rows,
    (SELECT count(*) FROM ledger WHERE outcome IN ('excluded', 'rejected')) AS rows_apart,
    -- The bridge counts the orders that make its net: counting `orders` again is slow where it is a view.
    (SELECT coalesce(sum(orders), 0) FROM bridge WHERE step = 'net') AS orders_kept,
    (SELECT count(DISTINCT customer_id) FROM customers) AS customers
)
SELECT
  totals.file_rows::INTEGER AS file_rows,
  totals.rows_apart::INTEGER AS rows_apart,
  totals.orders_kept::INTEGER AS orders_kept,
  totals.customers::INTEGER AS customers,
  bridge.currency,
  bridge.position,
  bridge.step,
  bridge.rows::INTEGER AS rows,
  bridge.orders::INTEGER AS orders,
  bridge.amount::DOUBLE AS amount
FROM totals LEFT JOIN bridge ON true
ORDER BY bridge.currency, bridge.position
