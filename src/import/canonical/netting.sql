-- Each row of a cancelling invoice, and the order it is taken from: of the customer's earlier orders the latest that
-- holds the same product, else the latest of all. Rows that find none keep a NULL target: the bridge shows them.
-- An order may go below zero when more comes back than it held: the customer's sum stays true.

CREATE TABLE imported.netted AS
WITH cancelling AS (
  SELECT r.file_id, r.line, r.customer_id, r.product_id, r.ordered_at, v.currency,
    coalesce(v.currency, '') AS in_currency, -r.gross AS amount
  FROM imported.rows AS r
  JOIN imported.valued AS v
    ON r.file_id = v.file_id AND r.order_id = v.order_id AND r.customer_id IS NOT DISTINCT FROM v.customer_id
  WHERE v.cancellation AND v.reason IS NULL
),
purchases AS (
  SELECT customer_id, coalesce(currency, '') AS in_currency, ordered_at, order_id, file_id, line
  FROM imported.valued
  WHERE NOT cancellation AND reason IS NULL
    AND customer_id IN (SELECT customer_id FROM cancelling)
),
-- Several orders in one minute: the last of them in the file.
by_order AS (
  SELECT customer_id, in_currency, ordered_at, max((file_id, line)) AS target
  FROM purchases GROUP BY ALL
),
by_product AS (
  SELECT p.customer_id, p.in_currency, p.ordered_at, r.product_id, max((p.file_id, p.line)) AS target
  FROM imported.rows AS r
  JOIN purchases AS p
    ON r.file_id = p.file_id AND r.order_id = p.order_id AND r.customer_id = p.customer_id
  WHERE r.product_id IS NOT NULL
  GROUP BY ALL
),
same_product AS (
  SELECT c.*, p.target AS product_target
  FROM cancelling AS c
  ASOF LEFT JOIN by_product AS p
    ON c.customer_id = p.customer_id AND c.in_currency = p.in_currency AND c.product_id = p.product_id
    AND c.ordered_at >= p.ordered_at
),
matched AS (
  SELECT c.*, coalesce(c.product_target, o.target) AS target
  FROM same_product AS c
  ASOF LEFT JOIN by_order AS o
    ON c.customer_id = o.customer_id AND c.in_currency = o.in_currency AND c.ordered_at >= o.ordered_at
)
SELECT file_id, line, currency, amount, target[1] AS target_file, target[2] AS target_line
FROM matched
