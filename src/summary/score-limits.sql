-- How the measures that scores are made of lie over all customers of the shop.
-- With method and score: the least and the greatest value of the customers with that score. Without: nearly all customers
-- lie from low to high, so that a few extremes do not press the others together; money begins at 0 where none is lost.
SELECT
  'recency' AS measure, 'quintile' AS method, recency_quintile AS score, min(recency_days)::DOUBLE AS low, max(recency_days)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'recency' AS measure, 'tercile' AS method, recency_tercile AS score, min(recency_days)::DOUBLE AS low, max(recency_days)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'recency' AS measure, 'band' AS method, recency_band AS score, min(recency_days)::DOUBLE AS low, max(recency_days)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'frequency' AS measure, 'quintile' AS method, frequency_quintile AS score, min(orders)::DOUBLE AS low, max(orders)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'frequency' AS measure, 'tercile' AS method, frequency_tercile AS score, min(orders)::DOUBLE AS low, max(orders)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'frequency' AS measure, 'band' AS method, frequency_band AS score, min(orders)::DOUBLE AS low, max(orders)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'monetary' AS measure, 'quintile' AS method, monetary_quintile AS score, min(net)::DOUBLE AS low, max(net)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'monetary' AS measure, 'tercile' AS method, monetary_tercile AS score, min(net)::DOUBLE AS low, max(net)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'monetary' AS measure, 'band' AS method, monetary_band AS score, min(net)::DOUBLE AS low, max(net)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'ticket' AS measure, 'quintile' AS method, ticket_quintile AS score, min(average_order_value)::DOUBLE AS low, max(average_order_value)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'ticket' AS measure, 'tercile' AS method, ticket_tercile AS score, min(average_order_value)::DOUBLE AS low, max(average_order_value)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT
  'ticket' AS measure, 'band' AS method, ticket_band AS score, min(average_order_value)::DOUBLE AS low, max(average_order_value)::DOUBLE AS high
FROM derived.customer_base
GROUP BY score
UNION ALL
SELECT 'recency', NULL, NULL, 0::DOUBLE, quantile_disc(recency_days, 0.98)::DOUBLE
FROM derived.customer_base
UNION ALL
SELECT 'frequency', NULL, NULL, 1::DOUBLE, quantile_disc(orders, 0.98)::DOUBLE
FROM derived.customer_base
UNION ALL
SELECT 'monetary', NULL, NULL, least(0, quantile_disc(net, 0.01))::DOUBLE, quantile_disc(net, 0.98)::DOUBLE
FROM derived.customer_base
UNION ALL
SELECT 'ticket', NULL, NULL, least(0, quantile_disc(average_order_value, 0.01))::DOUBLE, quantile_disc(average_order_value, 0.98)::DOUBLE
FROM derived.customer_base
