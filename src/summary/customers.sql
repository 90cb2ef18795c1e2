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
    coalesce(sum(net) FILTER (ordered_at > $as_of - to_months(12)), 0)::DECIMAL(18, 4) AS net_last_year,
    sum(gross)::DECIMAL(18, 4) AS gross,
    sum(discount)::DECIMAL(18, 4) AS discount,
    sum(refund)::DECIMAL(18, 4) AS refund,
    sum(margin)::DECIMAL(18, 4) AS known_margin,
    coalesce(sum(net) FILTER (margin IS NOT NULL), 0)::DECIMAL(18, 4) AS costed_net,
    count(margin) AS costed_orders,
    count(*) FILTER (discount > 0 OR coupon IS NOT NULL) AS discounted_orders,
    count(*) FILTER (refund > 0) AS refunded_orders,
    bool_or(
      ordered_at > $as_of - to_days(2 * lost_after_days) AND ordered_at <= $as_of - to_days(lost_after_days)
    ) AS was_active
  FROM seen CROSS JOIN (SELECT lost_after_days FROM derived.shop_facts)
  GROUP BY customer_id
),
spaced AS (
  SELECT customer_id, median(days) AS median_gap_days FROM derived.order_gaps GROUP BY customer_id
),
-- Surveys and carts may name by the address whom the orders name by an id.
addresses AS (
  SELECT DISTINCT customer_id, email FROM customers WHERE email IS NOT NULL AND email <> customer_id
),
scores AS (
  SELECT coalesce(addresses.customer_id, answers.customer_id) AS customer_id, arg_max(score, responded_at) AS survey_score
  FROM survey_responses AS answers
  LEFT JOIN addresses ON lower(answers.customer_id) = addresses.email
  WHERE responded_at <= $as_of
  GROUP BY ALL
),
abandoned AS (
  SELECT
    coalesce(addresses.customer_id, carts.customer_id) AS customer_id,
    count(*) AS abandoned_carts,
    max(abandoned_at) AS last_cart_at
  FROM carts
  LEFT JOIN addresses ON carts.customer_id = addresses.email
  WHERE abandoned_at <= $as_of AND carts.customer_id IS NOT NULL
  GROUP BY ALL
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
),
scored AS (
  SELECT
    *,
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
      WHEN orders >= 10 THEN 5 WHEN orders >= 5 THEN 4 WHEN orders >= 3 THEN 3
      WHEN orders >= 2 THEN 2 ELSE 1
    END)::TINYINT AS frequency_band,
    (CASE
      WHEN net <= 0 THEN 1 WHEN net >= 2 * mean_net THEN 5 WHEN net >= mean_net THEN 4
      WHEN 2 * net >= mean_net THEN 3 WHEN 4 * net >= mean_net THEN 2 ELSE 1
    END)::TINYINT AS monetary_band,
    (CASE
      WHEN average_order_value <= 0 THEN 1 WHEN average_order_value >= 2 * mean_average THEN 5
      WHEN average_order_value >= mean_average THEN 4 WHEN 2 * average_order_value >= mean_average THEN 3
      WHEN 4 * average_order_value >= mean_average THEN 2 ELSE 1
    END)::TINYINT AS ticket_band
  FROM ranked
),
named AS (
  -- A row for each recency score, a column for each mean of the frequency and the monetary score, rounded down; 1 first.
  -- Five scores: eleven groups, within the ranges of the common scheme, which overlap there. Three: nine of them.
  SELECT
    [
      'lost', 'lost', 'at_risk', 'cannot_lose', 'cannot_lose',
      'hibernating', 'hibernating', 'at_risk', 'at_risk', 'at_risk',
      'about_to_sleep', 'need_attention', 'need_attention', 'loyal', 'loyal',
      'promising', 'potential_loyalists', 'potential_loyalists', 'loyal', 'loyal',
      'new_customers', 'potential_loyalists', 'potential_loyalists', 'champions', 'champions'
    ] AS of_five,
    [
      'lost', 'at_risk', 'cannot_lose',
      'about_to_sleep', 'need_attention', 'loyal',
      'new_customers', 'potential_loyalists', 'champions'
    ] AS of_three,
    ['bronze', 'silver', 'gold', 'platinum'] AS tiers
),
summed AS MATERIALIZED (
  SELECT
    *,
    recency_quintile + frequency_quintile + monetary_quintile AS rfm_sum_quintile,
    recency_quintile + frequency_quintile + ticket_quintile AS ticket_sum_quintile,
    recency_tercile + frequency_tercile + monetary_tercile AS rfm_sum_tercile,
    recency_tercile + frequency_tercile + ticket_tercile AS ticket_sum_tercile,
    recency_band + frequency_band + monetary_band AS rfm_sum_band,
    recency_band + frequency_band + ticket_band AS ticket_sum_band
  FROM scored
),
quarters AS (
  -- Four tiers: a customer rises one for each of these sums that is exceeded. They are the least sums that a quarter,
  -- a half and three quarters of all customers do not exceed, so that a tie is never split here either.
  SELECT
    quantile_disc(rfm_sum_quintile, [0.25, 0.5, 0.75]) AS rfm_quarters_quintile,
    quantile_disc(ticket_sum_quintile, [0.25, 0.5, 0.75]) AS ticket_quarters_quintile,
    quantile_disc(rfm_sum_tercile, [0.25, 0.5, 0.75]) AS rfm_quarters_tercile,
    quantile_disc(ticket_sum_tercile, [0.25, 0.5, 0.75]) AS ticket_quarters_tercile,
    quantile_disc(rfm_sum_band, [0.25, 0.5, 0.75]) AS rfm_quarters_band,
    quantile_disc(ticket_sum_band, [0.25, 0.5, 0.75]) AS ticket_quarters_band
  FROM summed
)
SELECT
  summed.customer_id,
  $currency::VARCHAR AS currency,
  summed.first_order_at,
  summed.last_order_at,
  summed.orders,
  summed.net,
  net_last_year,
  summed.margin,
  first_product,
  first_channel,
  first_coupon,
  country,
  email,
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
  CASE WHEN names_discounts THEN discounted_orders / summed.orders END AS discounted_share,
  refunded_orders,
  recency_days,
  tenure_days,
  span_days,
  active_days,
  CASE WHEN active_days > 0 THEN summed.orders * 365.25 / active_days END AS orders_per_year,
  median_gap_days,
  lost_after_days,
  is_lost,
  was_active,
  survey_score,
  abandoned_carts,
  last_cart_at,
  -- Scores, groups and tiers, by total net (rfm) or by net per order (ticket).
  recency_quintile,
  frequency_quintile,
  monetary_quintile,
  ticket_quintile,
  recency_tercile,
  frequency_tercile,
  monetary_tercile,
  ticket_tercile,
  recency_band,
  frequency_band,
  monetary_band,
  ticket_band,
  of_five[5 * (recency_quintile - 1) + (frequency_quintile + monetary_quintile) // 2] AS rfm_group_quintile,
  of_five[5 * (recency_quintile - 1) + (frequency_quintile + ticket_quintile) // 2] AS ticket_group_quintile,
  of_three[3 * (recency_tercile - 1) + (frequency_tercile + monetary_tercile) // 2] AS rfm_group_tercile,
  of_three[3 * (recency_tercile - 1) + (frequency_tercile + ticket_tercile) // 2] AS ticket_group_tercile,
  of_five[5 * (recency_band - 1) + (frequency_band + monetary_band) // 2] AS rfm_group_band,
  of_five[5 * (recency_band - 1) + (frequency_band + ticket_band) // 2] AS ticket_group_band,
  tiers[1 + len(list_filter(rfm_quarters_quintile, lambda quarter: rfm_sum_quintile > quarter))] AS rfm_tier_quintile,
  tiers[1 + len(list_filter(ticket_quarters_quintile, lambda quarter: ticket_sum_quintile > quarter))] AS ticket_tier_quintile,
  tiers[1 + len(list_filter(rfm_quarters_tercile, lambda quarter: rfm_sum_tercile > quarter))] AS rfm_tier_tercile,
  tiers[1 + len(list_filter(ticket_quarters_tercile, lambda quarter: ticket_sum_tercile > quarter))] AS ticket_tier_tercile,
  tiers[1 + len(list_filter(rfm_quarters_band, lambda quarter: rfm_sum_band > quarter))] AS rfm_tier_band,
  tiers[1 + len(list_filter(ticket_quarters_band, lambda quarter: ticket_sum_band > quarter))] AS ticket_tier_band
FROM summed CROSS JOIN named CROSS JOIN quarters
LEFT JOIN customers
  ON summed.customer_id = customers.customer_id AND customers.currency IS NOT DISTINCT FROM $currency::VARCHAR
