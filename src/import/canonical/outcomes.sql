-- Rows that are not simply kept because of a policy, and whether their order still stands in `orders`.

CREATE TABLE imported.outcomes AS
SELECT
  r.file_id,
  r.line,
  CASE WHEN v.reason IS NULL THEN 'netted' ELSE 'excluded' END AS outcome,
  CASE
    WHEN v.reason IS NOT NULL THEN v.reason
    WHEN v.cancellation AND n.target_line IS NULL THEN 'refund_without_order'
    ELSE 'cancelled'
  END AS reason,
  v.reason IS NULL AND NOT v.cancellation AS in_orders
FROM imported.rows AS r
JOIN imported.valued AS v
  ON r.file_id = v.file_id AND r.order_id = v.order_id AND r.customer_id IS NOT DISTINCT FROM v.customer_id
LEFT JOIN imported.netted AS n ON r.file_id = n.file_id AND r.line = n.line
WHERE v.reason IS NOT NULL OR v.cancellation OR v.state = 'cancelled'
