-- Days between each order of an identified customer and the one before, in one currency until $as_of.
SELECT customer_id, days
FROM (
  SELECT
    customer_id,
    date_diff('second', lag(ordered_at) OVER (PARTITION BY customer_id ORDER BY ordered_at), ordered_at) / 86400 AS days
  FROM orders
  WHERE customer_id IS NOT NULL AND currency IS NOT DISTINCT FROM $currency::VARCHAR AND ordered_at <= $as_of
)
WHERE days IS NOT NULL
