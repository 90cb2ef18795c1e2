-- Activity of each cohort at each age, in each group.
-- A cohort is the customers whose first order falls in one calendar period ($period: week, month or quarter);
-- age is the number of calendar periods from that period to the order's.
-- $by: the first-order attribute that makes the groups, or 'period' for none. $groups: how many of the largest
-- stand alone; the others are counted together. $as_of: right edge of what was observed.
-- An order whose cost is unknown is taken at the margin rate of the orders whose cost is known.
WITH firsts AS (
  SELECT
    customer_id,
    date_trunc($period, first_order_at) AS cohort,
    CASE $by
      WHEN 'country' THEN country
      WHEN 'channel' THEN first_channel
      WHEN 'product' THEN first_product
      WHEN 'coupon' THEN first_coupon
    END AS attribute
  FROM scope_customers
  WHERE first_order_at <= $as_of
),
ranked AS (
  SELECT
    attribute,
    row_number() OVER (ORDER BY count(*) DESC, attribute NULLS LAST) AS position,
    greatest(0, count(*) OVER () - $groups) AS others
  FROM firsts
  GROUP BY attribute
),
members AS (
  SELECT
    customer_id,
    cohort,
    least(position, $groups + 1) AS position,
    CASE WHEN position <= $groups THEN ranked.attribute END AS label,
    CASE WHEN position > $groups THEN others ELSE 0 END AS others
  FROM firsts JOIN ranked ON firsts.attribute IS NOT DISTINCT FROM ranked.attribute
),
sizes AS (
  SELECT position, label, others, cohort, count(*) AS size
  FROM members
  GROUP BY ALL
),
rate AS (
  SELECT sum(margin)::DOUBLE / nullif(sum(net) FILTER (margin IS NOT NULL), 0)::DOUBLE AS margin_rate
  FROM scope_orders
  WHERE customer_id IS NOT NULL AND ordered_at <= $as_of
),
activity AS (
  SELECT
    position,
    cohort,
    date_diff($period, cohort, date_trunc($period, ordered_at)) AS age,
    count(DISTINCT customer_id) AS customers,
    count(*) AS orders,
    sum(net) AS revenue,
    coalesce(sum(margin), 0)::DOUBLE AS known_margin,
    coalesce(sum(net) FILTER (margin IS NULL), 0)::DOUBLE AS uncosted_revenue
  FROM scope_orders JOIN members USING (customer_id)
  WHERE ordered_at <= $as_of
  GROUP BY ALL
)
SELECT
  position::INTEGER AS position,
  label,
  others::INTEGER AS others,
  epoch_ms(cohort)::DOUBLE AS cohort,
  size::INTEGER AS size,
  age::INTEGER AS age,
  customers::INTEGER AS customers,
  orders::INTEGER AS orders,
  revenue::DOUBLE AS revenue,
  (known_margin + margin_rate * uncosted_revenue)::DOUBLE AS margin
FROM activity JOIN sizes USING (position, cohort) CROSS JOIN rate
ORDER BY position, cohort, age
