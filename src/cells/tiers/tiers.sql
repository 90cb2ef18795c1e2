-- Loyalty tiers by what customers have brought: in the last 12 months, or in all.
-- Thresholds are of the whole shop, selected or not. Of tier 2 and up each is given ($from_2 ...) or proposed: the human
-- number (1, 1.5, 2, 2.5, 3, 4, 5, 7.5 times a power of ten) that as near as possible to a wanted share of the paying
-- customers reach ($share_2 ...), as a ratio; NULL where there is no such tier. It lies between the thresholds given for
-- the tiers around it. A tier whose threshold is not above those before it is left out.
WITH shop_values AS (
  SELECT CASE WHEN $of_last_year THEN net_last_year ELSE net END AS value FROM derived.customer_summary
),
numbers AS (
  SELECT unnest(string_split($human_numbers, ' '))::DECIMAL(18, 4) AS number
),
reached AS (
  -- How many customers reach a number and not the next; numbers that part nobody are left out.
  SELECT number, count(*) AS customers
  FROM shop_values ASOF JOIN numbers ON shop_values.value >= numbers.number
  GROUP BY number
),
tails AS (
  SELECT
    number,
    sum(customers) OVER (ORDER BY number DESC)::DOUBLE AS reaching,
    sum(customers) OVER ()::DOUBLE AS payers
  FROM reached
),
wanted AS (
  SELECT
    level,
    share,
    given,
    max(given) OVER (ORDER BY level ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS given_below,
    min(given) OVER (ORDER BY level ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS given_above
  FROM (
    VALUES
      (2, $share_2::DOUBLE, $from_2::DECIMAL(18, 4)),
      (3, $share_3::DOUBLE, $from_3::DECIMAL(18, 4)),
      (4, $share_4::DOUBLE, $from_4::DECIMAL(18, 4)),
      (5, $share_5::DOUBLE, $from_5::DECIMAL(18, 4))
  ) AS tiers (level, share, given)
  WHERE share IS NOT NULL
),
proposed AS (
  SELECT level, number
  FROM wanted CROSS JOIN tails
  WHERE number > coalesce(given_below, 0) AND (given_above IS NULL OR number < given_above)
  QUALIFY row_number() OVER (
    PARTITION BY level
    ORDER BY greatest(reaching / (share * payers), (share * payers) / reaching), number
  ) = 1
),
in_force AS (
  SELECT level, coalesce(given, number) AS threshold FROM wanted LEFT JOIN proposed USING (level)
),
ascending AS (
  SELECT 1 AS level, NULL AS threshold
  UNION ALL
  SELECT level, threshold
  FROM in_force
  WHERE threshold IS NOT NULL
  QUALIFY threshold > coalesce(max(threshold) OVER (ORDER BY level ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
),
tiers AS (
  SELECT level, threshold, lead(threshold) OVER (ORDER BY level) AS next_threshold FROM ascending
),
people AS (
  SELECT CASE WHEN $of_last_year THEN net_last_year ELSE net END AS value, orders, net, estimated_margin, clv
  FROM scope_customers
)
SELECT
  level,
  any_value(threshold)::DOUBLE AS threshold,
  count(value)::INTEGER AS customers,
  coalesce(sum(orders), 0)::INTEGER AS orders,
  coalesce(sum(net), 0)::DOUBLE AS net,
  coalesce(sum(value), 0)::DOUBLE AS value,
  median(value::DOUBLE) AS median_value,
  -- Nearly there: a tenth of the next threshold is missing at most.
  count(*) FILTER (10 * value >= 9 * next_threshold)::INTEGER AS close_to_next,
  sum(estimated_margin)::DOUBLE AS margin,
  count(clv)::INTEGER AS foretold,
  avg(clv)::DOUBLE AS mean_clv
FROM tiers LEFT JOIN people
  ON (threshold IS NULL OR value >= threshold) AND (next_threshold IS NULL OR value < next_threshold)
GROUP BY level
ORDER BY level
