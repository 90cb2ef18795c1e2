-- The lines of the orders that count. net is the line's own: what an order gives off or refunds as a whole is not
-- spread over its lines.

CREATE VIEW order_lines AS
WITH left_out AS (
  SELECT file_id, line FROM imported.outcomes WHERE NOT in_orders
)
SELECT
  r.order_id,
  r.customer_id,
  r.line AS line_no,
  r.product_id,
  coalesce(r.product_name, c.product_name) AS product_name,
  coalesce(r.category, c.category) AS category,
  r.quantity,
  r.unit_price,
  coalesce(abs(r.line_discount), 0)::DECIMAL(18, 4) AS discount,
  (r.gross - coalesce(abs(r.line_discount), 0))::DECIMAL(18, 4) AS net,
  (coalesce(r.quantity, 1) * coalesce(r.unit_cost, c.unit_cost))::DECIMAL(18, 4) AS cost,
  r.file_id,
  r.line
FROM imported.rows AS r
ANTI JOIN left_out ON r.file_id = left_out.file_id AND r.line = left_out.line
LEFT JOIN product_costs AS c ON r.product_id = c.product_id
WHERE r.gross IS NOT NULL
