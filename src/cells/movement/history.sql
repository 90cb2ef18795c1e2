-- One row for each customer of the shop until $as_of, from `placed` (customer, date, place): the places at the dates since
-- the first order, the last one last, and the net of the 365 days until $then and of the time after it.
WITH spent AS (
  SELECT
    customer_id,
    sum(net) FILTER (ordered_at <= $then) AS net_before,
    sum(net) FILTER (ordered_at > $then) AS net_since
  FROM orders
  WHERE customer_id IS NOT NULL AND currency IS NOT DISTINCT FROM $currency::VARCHAR
    AND ordered_at > $then - to_days(365) AND ordered_at <= $as_of
  GROUP BY customer_id
)
SELECT
  customer_id,
  places,
  coalesce(net_before, 0)::DECIMAL(18, 4) AS net_before,
  coalesce(net_since, 0)::DECIMAL(18, 4) AS net_since
FROM (SELECT customer_id, list(place ORDER BY date) AS places FROM placed GROUP BY customer_id)
LEFT JOIN spent USING (customer_id)
