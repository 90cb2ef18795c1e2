-- Every purchase of each identified customer in one currency until the end of a day ($end: its last moment). Orders of
-- one day are one purchase. Customers are numbered in the order of their ids, from 0; days are counted from 1970-01-01.
WITH days AS (
  SELECT customer_id, ordered_at::DATE AS day, sum(net) AS net
  FROM orders
  WHERE customer_id IS NOT NULL AND currency IS NOT DISTINCT FROM $currency::VARCHAR AND ordered_at <= $end
  GROUP BY ALL
),
people AS (
  SELECT customer_id, row_number() OVER (ORDER BY customer_id) - 1 AS customer
  FROM (SELECT DISTINCT customer_id FROM days)
)
SELECT customer::INTEGER AS customer, (day - DATE '1970-01-01')::INTEGER AS day, net::DOUBLE AS net
FROM days JOIN people USING (customer_id)
ORDER BY customer, day
