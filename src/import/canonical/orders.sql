-- net = gross - discount - refund, with tax and shipping as the policies say.
-- Goods that came back still cost what they cost: margin = net - cost.

WITH netted AS (
  SELECT target_file AS file_id, target_line AS line, sum(amount) AS amount
  FROM imported.netted WHERE target_line IS NOT NULL GROUP BY ALL
),
kept AS (
  SELECT v.*, (v.refund + coalesce(n.amount, 0))::DECIMAL(18, 4) AS whole_refund
  FROM imported.valued AS v
  LEFT JOIN netted AS n USING (file_id, line)
  WHERE v.reason IS NULL AND NOT v.cancellation
),
net AS (
  SELECT *, (gross - discount - whole_refund + tax_step + shipping_step)::DECIMAL(18, 4) AS net FROM kept
)
SELECT
  net.order_id,
  net.customer_id,
  ordered_at,
  currency,
  gross,
  discount,
  whole_refund AS refund,
  tax,
  shipping,
  net,
  cost,
  (net - cost)::DECIMAL(18, 4) AS margin,
  channel,
  country,
  coupon,
  status,
  net.file_id,
  net.line
FROM net
LEFT JOIN imported.order_costs AS costs
  ON net.file_id = costs.file_id
  AND net.order_id = costs.order_id
  AND net.customer_id IS NOT DISTINCT FROM costs.customer_id
