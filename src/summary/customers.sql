-- One row for each identified customer with an order in one currency until $as_of.
WITH seen AS (
  FROM orders
  WHERE customer_id IS NOT NULL AND currency IS NOT DISTINCT FROM $currency::VARCHAR AND ordered_at <= $as_of
),
people AS (
  SELECT
    customer_id,
    min(ordered_at) AS first_order_at,
    max(ordered_at) AS last_order_at,
    count(*) AS orders,
    sum(net)::DECIMAL(18, 4) AS net,
    sum(gross)::DECIMAL(18, 4) AS gross,
    sum(discount)::DECIMAL(18, 4) AS discount,
    sum(refund)::DECIMAL(18, 4) AS refund,
    sum(margin)::DECIMAL(18, 4) AS known_margin,
    coalesce(sum(net) FILTER (margin IS NOT NULL), 0)::DECIMAL(18, 4) AS costed_net,
    count(margin) AS costed_orders,
    count(*) FILTER (discount > 0 OR coupon IS NOT NULL) AS discounted_orders,
    count(*) FILTER (refund > 0) AS refunded_orders
  FROM seen
  GROUP BY customer_id
),
spaced AS (
  SELECT customer_id, median(days) AS median_gap_days FROM derived.order_gaps GROUP BY customer_id
),
scores AS (
  SELECT customer_id, arg_max(score, responded_at) AS survey_score
  FROM survey_responses
  WHERE responded_at <= $as_of
  GROUP BY customer_id
),
abandoned AS (
  SELECT customer_id, count(*) AS abandoned_carts, max(abandoned_at) AS last_cart_at
  FROM carts
  WHERE abandoned_at <= $as_of AND customer_id IS NOT NULL
  GROUP BY customer_id
),
known AS (
  SELECT
    people.*,
    CASE WHEN costed_orders = orders THEN known_margin END AS margin,
    -- An order whose cost is unknown is taken at the margin rate of the orders whose cost is known.
    coalesce(known_margin, 0)::DOUBLE + margin_rate * (net - costed_net)::DOUBLE AS estimated_margin,
    -- Rounded, so that equal means compare equal.
    (net / orders)::DECIMAL(28, 6) AS average_order_value,
    -- Whole days.
    date_diff('second', last_order_at, $as_of) // 86400 AS recency_days,
    date_diff('second', people.first_order_at, $as_of) // 86400 AS tenure_days,
    date_diff('second', people.first_order_at, last_order_at) / 86400 AS span_days,
    spaced.median_gap_days,
    lost_after_days,
    last_order_at <= $as_of - to_days(lost_after_days) AS is_lost,
    -- From the first order to the earlier of the as-of date and the day on which the customer counts as lost.
    -- least() passes over NULL, but without lost_after_days the active time is unknown.
    CASE WHEN lost_after_days IS NOT NULL THEN
      date_diff('second', people.first_order_at, least($as_of, last_order_at + to_days(lost_after_days))) / 86400
    END AS active_days,
    survey_score,
    CASE WHEN has_carts THEN coalesce(abandoned_carts, 0) END AS abandoned_carts,
    last_cart_at,
    names_discounts
  FROM people
  CROSS JOIN derived.shop_facts
  LEFT JOIN spaced USING (customer_id)
  LEFT JOIN scores USING (customer_id)
  LEFT JOIN abandoned USING (customer_id)
),
ranked AS (
  -- How many customers are strictly worse. Equal customers have the same number, hence the same score.
  SELECT
    *,
    rank() OVER (ORDER BY recency_days DESC) - 1 AS worse_recency,
    rank() OVER (ORDER BY orders) - 1 AS worse_orders,
    rank() OVER (ORDER BY net) - 1 AS worse_net,
    rank() OVER (ORDER BY average_order_value) - 1 AS worse_average,
    count(*) OVER () AS n,
    (avg(net) OVER ())::DECIMAL(28, 6) AS mean_net,
    (avg(average_order_value) OVER ())::DECIMAL(28, 6) AS mean_average
  FROM known
)
SELECT
  ranked.customer_id,
  $currency::VARCHAR AS currency,
  ranked.first_order_at,
  ranked.last_order_at,
  ranked.orders,
  ranked.net,
  ranked.margin,
  first_product,
  first_channel,
  first_coupon,
  country,
  gross,
  discount,
  refund,
  known_margin,
  costed_net,
  costed_orders,
  estimated_margin,
  average_order_value::DOUBLE AS average_order_value,
  discounted_orders,
  -- NULL where the files name no discount at all: full price is then not known, but only not denied.
  CASE WHEN names_discounts THEN discounted_orders / ranked.orders END AS discounted_share,
  refunded_orders,
  recency_days,
  tenure_days,
  span_days,
  active_days,
  CASE WHEN active_days > 0 THEN ranked.orders * 365.25 / active_days END AS orders_per_year,
  median_gap_days,
  lost_after_days,
  is_lost,
  survey_score,
  abandoned_carts,
  last_cart_at,
  -- Scores of the RFM schemes: 1 is the worst. Quintiles and terciles: 1 + whole part of bands x worse / n.
  -- A tie is never split: all of it takes the score of its worst place, and scores above may stay empty.
  (1 + (5 * worse_recency) // n)::TINYINT AS recency_quintile,
  (1 + (5 * worse_orders) // n)::TINYINT AS frequency_quintile,
  (1 + (5 * worse_net) // n)::TINYINT AS monetary_quintile,
  (1 + (5 * worse_average) // n)::TINYINT AS ticket_quintile,
  (1 + (3 * worse_recency) // n)::TINYINT AS recency_tercile,
  (1 + (3 * worse_orders) // n)::TINYINT AS frequency_tercile,
  (1 + (3 * worse_net) // n)::TINYINT AS monetary_tercile,
  (1 + (3 * worse_average) // n)::TINYINT AS ticket_tercile,
  -- Fixed thresholds.
  (CASE
    WHEN recency_days <= 30 THEN 5 WHEN recency_days <= 90 THEN 4 WHEN recency_days <= 180 THEN 3
    WHEN recency_days <= 365 THEN 2 ELSE 1
  END)::TINYINT AS recency_band,
  (CASE
    WHEN ranked.orders >= 10 THEN 5 WHEN ranked.orders >= 5 THEN 4 WHEN ranked.orders >= 3 THEN 3
    WHEN ranked.orders >= 2 THEN 2 ELSE 1
  END)::TINYINT AS frequency_band,
  (CASE
    WHEN ranked.net <= 0 THEN 1 WHEN ranked.net >= 2 * mean_net THEN 5 WHEN ranked.net >= mean_net THEN 4
    WHEN 2 * ranked.net >= mean_net THEN 3 WHEN 4 * ranked.net >= mean_net THEN 2 ELSE 1
  END)::TINYINT AS monetary_band,
  (CASE
    WHEN average_order_value <= 0 THEN 1 WHEN average_order_value >= 2 * mean_average THEN 5
    WHEN average_order_value >= mean_average THEN 4 WHEN 2 * average_order_value >= mean_average THEN 3
    WHEN 4 * average_order_value >= mean_average THEN 2 ELSE 1
  END)::TINYINT AS ticket_band
FROM ranked
LEFT JOIN customers
  ON ranked.customer_id = customers.customer_id AND customers.currency IS NOT DISTINCT FROM $currency::VARCHAR
