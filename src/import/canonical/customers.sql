-- Who bought, in each currency; what their first order was made of. Orders of one instant: the first in the file.

-- The latest address of each customer who is known by an id.
WITH emails AS (
  SELECT customer_id, arg_max(email, (ordered_at, file_id, line)) AS email
  FROM imported.rows
  WHERE email IS NOT NULL AND regexp_full_match(email, '[^@\s]+@[^@\s]+\.[^@\s]+')
  GROUP BY customer_id
),
firsts AS (
  SELECT
    customer_id,
    currency,
    min(ordered_at) AS first_order_at,
    max(ordered_at) AS last_order_at,
    count(*) AS orders,
    sum(net)::DECIMAL(18, 4) AS net,
    CASE WHEN count(margin) = count(*) THEN sum(margin) END::DECIMAL(18, 4) AS margin,
    arg_min(
      {'order_id': order_id, 'file_id': file_id, 'channel': channel, 'coupon': coupon, 'country': country},
      -- Instant, file and line in one number.
      (epoch_us(ordered_at)::HUGEINT * 1048576 + file_id) * 68719476736 + line
    ) AS first_order
  FROM orders
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id, currency
),
products AS (
  SELECT
    firsts.customer_id,
    firsts.currency,
    arg_max(coalesce(l.product_name, l.product_id), (l.net, -l.line)) AS first_product
  FROM order_lines AS l
  JOIN firsts
    ON l.file_id = firsts.first_order.file_id
    AND l.order_id = firsts.first_order.order_id
    AND l.customer_id = firsts.customer_id
  WHERE coalesce(l.product_name, l.product_id) IS NOT NULL
  GROUP BY ALL
)
SELECT
  firsts.customer_id,
  firsts.currency,
  first_order_at,
  last_order_at,
  orders,
  net,
  margin,
  first_product,
  first_order.channel AS first_channel,
  first_order.coupon AS first_coupon,
  first_order.country AS country,
  coalesce(
    email,
    CASE WHEN regexp_full_match(firsts.customer_id, '[^@\s]+@[^@\s]+\.[^@\s]+') THEN lower(firsts.customer_id) END
  ) AS email
FROM firsts
LEFT JOIN products
  ON firsts.customer_id = products.customer_id AND firsts.currency IS NOT DISTINCT FROM products.currency
LEFT JOIN emails ON firsts.customer_id = emails.customer_id
