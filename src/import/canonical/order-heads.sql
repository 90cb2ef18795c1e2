-- What each order is worth as its file states it, before any policy: gross, discount, tax, shipping.
-- Platforms differ in what a subtotal holds; where the profile does not say, the total decides, order by order.

CREATE OR REPLACE VIEW imported.order_heads AS
WITH stated AS (
  SELECT
    *,
    coalesce(abs(order_discount), 0) + coalesce(line_discount, 0) AS stated_discount,
    coalesce(order_shipping, 0) AS shipping,
    coalesce(order_tax, 0) AS tax
  FROM imported.order_rows
),
subtotals AS (
  SELECT
    *,
    CASE subtotal_means
      WHEN 'after-discount' THEN true
      WHEN 'before-discount' THEN false
      -- After discounts, the subtotal and the rest make the total: with the tax, or with the tax inside.
      ELSE coalesce(
        abs(order_subtotal + shipping + tax - order_total) < 0.015
        OR abs(order_subtotal + shipping - order_total) < 0.015,
        false
      )
    END AS subtotal_is_after_discount
  FROM stated
),
worth AS (
  SELECT
    *,
    CASE
      WHEN subtotal_means = 'before-discount' AND order_subtotal IS NOT NULL THEN order_subtotal
      WHEN lines_gross IS NOT NULL THEN lines_gross
      WHEN order_subtotal IS NULL THEN order_total - shipping - tax + stated_discount
      WHEN subtotal_is_after_discount THEN order_subtotal + stated_discount
      ELSE order_subtotal
    END::DECIMAL(18, 4) AS gross
  FROM subtotals
),
discounted AS (
  SELECT
    *,
    -- Discounts on the shipping are part of a stated discount, but not of what the goods lost.
    CASE
      WHEN subtotal_means = 'after-discount' AND order_subtotal IS NOT NULL THEN gross - order_subtotal
      ELSE stated_discount
    END::DECIMAL(18, 4) AS discount
  FROM worth
)
SELECT
  file_id,
  line,
  lines,
  order_id,
  customer_id,
  ordered_at,
  currency,
  status,
  state,
  cancellation,
  coalesce(gross, 0)::DECIMAL(18, 4) AS gross,
  coalesce(discount, 0)::DECIMAL(18, 4) AS discount,
  tax,
  shipping,
  coalesce(abs(order_refund), 0) AS stated_refund,
  -- Prices include the tax when goods and shipping alone already make the total.
  coalesce(tax > 0 AND abs(gross - discount + shipping - order_total) < 0.015, false) AS tax_included,
  country,
  channel,
  coupon
FROM discounted
