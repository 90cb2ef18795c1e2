-- Each order under the policies: why it is left out (reason), or what of it counts (net).
--
-- A refund without a breakdown pays back goods and their tax first, in proportion, and shipping last:
--   refund of goods = min(goods, refund x goods / (goods + tax)), to the cent; a full refund takes the goods exactly.
-- All of an order's tax is taken to be on its goods.

WITH goods AS (
  SELECT
    *,
    (gross - discount - CASE WHEN tax_included THEN tax ELSE 0 END)::DECIMAL(18, 4) AS goods,
    CASE
      WHEN cancellation THEN false
      WHEN state = 'cancelled' THEN true
      WHEN $refunds = 'ignore' THEN false
      ELSE state = 'refunded' AND stated_refund = 0
    END AS paid_back_whole
  FROM imported.order_heads
),
refunds AS (
  SELECT
    *,
    CASE
      WHEN paid_back_whole THEN goods + tax + shipping
      WHEN $refunds = 'ignore' OR cancellation THEN 0
      ELSE stated_refund
    END AS paid_back
  FROM goods
),
parts AS (
  SELECT
    *,
    CASE
      WHEN paid_back = 0 THEN 0
      WHEN paid_back >= goods + tax THEN goods
      ELSE least(goods, round(paid_back * (goods / (goods + tax)), 2))
    END::DECIMAL(18, 4) AS goods_refund
  FROM refunds
)
SELECT
  * EXCLUDE (goods, paid_back_whole, paid_back, goods_refund, tax_included, stated_refund),
  CASE
    WHEN $cancelled = 'exclude' AND (cancellation OR state = 'cancelled') THEN 'cancelled'
    WHEN $unpaid = 'exclude' AND state = 'unpaid' THEN 'unpaid'
    WHEN $anonymous = 'exclude' AND customer_id IS NULL THEN 'anonymous'
    WHEN $worthless = 'exclude' AND NOT cancellation AND gross - discount <= 0 THEN 'worthless'
  END AS reason,
  (
    goods_refund
    + CASE WHEN $tax = 'include' THEN least(paid_back, goods + tax) - goods_refund ELSE 0 END
    + CASE WHEN $shipping = 'include' THEN greatest(0, least(shipping, paid_back - goods - tax)) ELSE 0 END
  )::DECIMAL(18, 4) AS refund,
  -- What tax and shipping add to goods at their stated price, or take from it.
  CASE
    WHEN $tax = 'include' AND NOT tax_included THEN tax
    WHEN $tax = 'exclude' AND tax_included THEN -tax
    ELSE 0
  END::DECIMAL(18, 4) AS tax_step,
  CASE WHEN $shipping = 'include' THEN shipping ELSE 0 END::DECIMAL(18, 4) AS shipping_step
FROM parts
