-- The latest orders of one customer until the as-of date, each with its lines.
WITH latest AS (
  SELECT
    *,
    count(*) OVER () AS all_orders,
    date_diff('second', lag(ordered_at) OVER (ORDER BY ordered_at, order_id), ordered_at) / 86400 AS gap_days
  FROM orders
  WHERE customer_id = $customer
    AND currency IS NOT DISTINCT FROM $currency::VARCHAR
    AND ordered_at <= (SELECT as_of FROM derived.shop_facts)
  QUALIFY row_number() OVER (ORDER BY ordered_at DESC, order_id DESC) <= $most
),
contents AS (
  SELECT
    order_id,
    list(
      {
        'product': coalesce(product_name, product_id),
        'quantity': quantity::DOUBLE,
        'net': order_lines.net::DOUBLE
      } ORDER BY line_no
    ) AS lines
  FROM order_lines
  SEMI JOIN latest USING (order_id)
  WHERE customer_id = $customer
  GROUP BY order_id
)
SELECT
  latest.order_id,
  ordered_at,
  net::DOUBLE AS net,
  discount::DOUBLE AS discount,
  refund::DOUBLE AS refund,
  margin::DOUBLE AS margin,
  channel,
  coupon,
  status,
  gap_days,
  all_orders,
  lines
FROM latest LEFT JOIN contents USING (order_id)
ORDER BY ordered_at DESC, order_id DESC
