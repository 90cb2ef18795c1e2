-- Each customer's group of the RFM scheme at each date, by the rules of the customer summary: scores in quintiles among
-- all customers of the shop at that date, the three means rounded down. $scheme: group (eleven) or tier (four).
-- $dates: from the earlier date to the as-of date, as the text of a list.
WITH dates AS (
  SELECT date, lag(date) OVER (ORDER BY date) AS after_date
  FROM (SELECT unnest($dates::TIMESTAMP[]) AS date)
),
bought AS (
  -- Orders are added up between two dates first, so that each is read once.
  SELECT customer_id, dates.date, count(*) AS orders, sum(net) AS net, max(ordered_at) AS last_order_at
  FROM orders JOIN dates ON ordered_at <= dates.date AND ordered_at > coalesce(after_date, '-infinity'::TIMESTAMP)
  WHERE customer_id IS NOT NULL AND currency IS NOT DISTINCT FROM $currency::VARCHAR
  GROUP BY ALL
),
people AS (
  SELECT
    customer_id,
    dates.date,
    sum(orders)::BIGINT AS orders,
    sum(net)::DECIMAL(18, 4) AS net,
    date_diff('second', max(last_order_at), dates.date) // 86400 AS recency_days
  FROM bought JOIN dates ON bought.date <= dates.date
  GROUP BY customer_id, dates.date
),
ranked AS (
  -- How many customers are strictly worse. Equal customers have the same number, hence the same score.
  SELECT
    customer_id,
    date,
    rank() OVER (PARTITION BY date ORDER BY recency_days DESC) - 1 AS worse_recency,
    rank() OVER (PARTITION BY date ORDER BY orders) - 1 AS worse_orders,
    rank() OVER (PARTITION BY date ORDER BY net) - 1 AS worse_net,
    count(*) OVER (PARTITION BY date) AS n
  FROM people
),
scored AS (
  SELECT
    customer_id,
    date,
    1 + (5 * worse_recency) // n AS r,
    1 + (5 * worse_orders) // n AS f,
    1 + (5 * worse_net) // n AS m
  FROM ranked
),
quarters AS (
  SELECT date, quantile_disc(r + f + m, [0.25, 0.5, 0.75]) AS sums FROM scored GROUP BY date
),
named AS (
  SELECT
    [
      'lost', 'lost', 'at_risk', 'cannot_lose', 'cannot_lose',
      'hibernating', 'hibernating', 'at_risk', 'at_risk', 'at_risk',
      'about_to_sleep', 'need_attention', 'need_attention', 'loyal', 'loyal',
      'promising', 'potential_loyalists', 'potential_loyalists', 'loyal', 'loyal',
      'new_customers', 'potential_loyalists', 'potential_loyalists', 'champions', 'champions'
    ] AS of_five,
    ['bronze', 'silver', 'gold', 'platinum'] AS tiers
)
SELECT
  customer_id,
  date,
  CASE $scheme
    WHEN 'tier' THEN
      tiers[1 + (r + f + m > sums[1])::INTEGER + (r + f + m > sums[2])::INTEGER + (r + f + m > sums[3])::INTEGER]
    ELSE of_five[5 * (r - 1) + (f + m) // 2]
  END AS place
FROM scored JOIN quarters USING (date) CROSS JOIN named
