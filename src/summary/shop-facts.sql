-- One row: what is known of the shop as a whole, in one currency until $as_of. A filter does not change it.
WITH seen AS (
  FROM orders WHERE currency IS NOT DISTINCT FROM $currency::VARCHAR AND ordered_at <= $as_of
),
spacing AS (
  SELECT count(*) AS gaps, median(days) AS median_gap_days, quantile_cont(days, 0.9) AS long_gap_days
  FROM derived.order_gaps
)
SELECT
  $as_of AS as_of,
  $currency::VARCHAR AS currency,
  min(ordered_at) FILTER (customer_id IS NOT NULL) AS first_order_at,
  count(*) FILTER (customer_id IS NULL) AS anonymous_orders,
  coalesce(sum(net) FILTER (customer_id IS NULL), 0)::DECIMAL(18, 4) AS anonymous_net,
  any_value(gaps) AS gaps,
  any_value(median_gap_days) AS median_gap_days,
  -- Days without an order that count as lost: nine of ten orders that follow another come sooner.
  -- greatest() passes over NULL, but without a gap no number of days is known.
  CASE WHEN any_value(gaps) > 0 THEN greatest(1, round(any_value(long_gap_days)))::INTEGER END AS lost_after_days,
  -- Margin per unit of net, over the orders whose cost is known.
  sum(margin) FILTER (customer_id IS NOT NULL)::DOUBLE
    / nullif(sum(net) FILTER (customer_id IS NOT NULL AND margin IS NOT NULL), 0)::DOUBLE AS margin_rate,
  -- A shop whose files name no discount may have given some all the same.
  coalesce(bool_or(discount > 0 OR coupon IS NOT NULL), false) AS names_discounts,
  (SELECT count(*) > 0 FROM survey_responses) AS has_surveys,
  (SELECT count(*) > 0 FROM carts) AS has_carts
FROM seen CROSS JOIN spacing
