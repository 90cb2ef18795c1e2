-- One customer's days with an order until the as-of date, each with what the summary knows of the customer.
WITH days AS (
  SELECT DISTINCT ordered_at::DATE AS day
  FROM orders
  WHERE customer_id = $customer
    AND currency IS NOT DISTINCT FROM $currency::VARCHAR
    AND ordered_at <= (SELECT as_of FROM derived.shop_facts)
)
SELECT
  (day - min(day) OVER ())::INTEGER AS day,
  -- Days since 1970.
  (min(day) OVER () - DATE '1970-01-01')::INTEGER AS first_day,
  ((SELECT as_of FROM derived.shop_facts)::DATE - min(day) OVER ())::INTEGER AS age,
  orders::INTEGER AS orders,
  recency_days::INTEGER AS recency_days,
  median_gap_days::DOUBLE AS median_gap_days,
  lost_after_days::INTEGER AS lost_after_days
FROM days CROSS JOIN (SELECT * FROM derived.customer_summary WHERE customer_id = $customer)
ORDER BY day
