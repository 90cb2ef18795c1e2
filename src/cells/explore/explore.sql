-- What each figure must span: a row for each measure with its lowest, highest and nearly highest value, and a row for
-- each of the most common values of each attribute. What the figures count, they ask for themselves, move by move.
WITH measures AS (
  UNPIVOT (
    SELECT
      {
        'low': min(recency_days)::DOUBLE, 'high': max(recency_days)::DOUBLE,
        'nearly': quantile_disc(recency_days, 0.98)::DOUBLE, 'customers': count(recency_days)
      } AS recency_days,
      {
        'low': min(orders)::DOUBLE, 'high': max(orders)::DOUBLE,
        'nearly': quantile_disc(orders, 0.98)::DOUBLE, 'customers': count(orders)
      } AS orders,
      {
        'low': min(net)::DOUBLE, 'high': max(net)::DOUBLE,
        'nearly': quantile_disc(net, 0.98)::DOUBLE, 'customers': count(net)
      } AS net,
      {
        'low': min(average_order_value)::DOUBLE, 'high': max(average_order_value)::DOUBLE,
        'nearly': quantile_disc(average_order_value, 0.98)::DOUBLE, 'customers': count(average_order_value)
      } AS average_order_value,
      {
        'low': epoch_ms(min(first_order_at))::DOUBLE, 'high': epoch_ms(max(first_order_at))::DOUBLE,
        'nearly': epoch_ms(max(first_order_at))::DOUBLE, 'customers': count(first_order_at)
      } AS first_order_at,
      {
        'low': min(median_gap_days)::DOUBLE, 'high': max(median_gap_days)::DOUBLE,
        'nearly': quantile_disc(median_gap_days, 0.98)::DOUBLE, 'customers': count(median_gap_days)
      } AS median_gap_days
    FROM scope_customers
  ) ON COLUMNS(*) INTO NAME figure VALUE span
),
attributes AS (
  SELECT 'country' AS figure, country AS value, count(*) AS customers FROM scope_customers GROUP BY value
  UNION ALL
  SELECT 'first_channel', first_channel AS value, count(*) FROM scope_customers GROUP BY value
  UNION ALL
  SELECT 'first_product', first_product AS value, count(*) FROM scope_customers GROUP BY value
  UNION ALL
  SELECT 'first_coupon', first_coupon AS value, count(*) FROM scope_customers GROUP BY value
  UNION ALL
  SELECT 'rfm_group_quintile', rfm_group_quintile AS value, count(*) FROM scope_customers GROUP BY value
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY figure ORDER BY customers DESC, value) AS position,
    count(value) OVER (PARTITION BY figure) AS known_values
  FROM attributes
)
SELECT
  figure,
  NULL::VARCHAR AS value,
  span.low AS low,
  span.high AS high,
  span.nearly AS nearly,
  span.customers::INTEGER AS customers
FROM measures
UNION ALL
-- An attribute that no file names has nothing to tell.
SELECT figure, value, NULL, NULL, NULL, customers::INTEGER
FROM ranked
-- $most: the values that a figure has room for. There are no more groups than that.
WHERE known_values > 0 AND (position <= $most OR figure = 'rfm_group_quintile')
ORDER BY figure, customers DESC, value
