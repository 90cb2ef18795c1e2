-- What an order's goods cost: a line's own unit cost, else its product's. Unknown for one line is unknown for the order.

CREATE TABLE imported.order_costs AS
SELECT
  file_id,
  order_id,
  customer_id,
  CASE WHEN bool_and(cost IS NOT NULL) THEN sum(cost) END::DECIMAL(18, 4) AS cost
FROM order_lines
GROUP BY ALL
