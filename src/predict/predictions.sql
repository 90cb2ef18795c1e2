-- What the model foretells of each customer, beside who that is. `derived.purchases` and `derived.prediction_rows` are of
-- the same customers, by `row`.
SELECT
  customer_id,
  p_alive,
  p_order,
  expected_orders,
  expected_spend,
  expected_orders * expected_spend AS expected_value,
  clv,
  clv_low,
  clv_high,
  -- Of what may happen; it adds up over customers.
  clv_variance,
  -- How clv moves with the logarithm of each parameter of the fit; sums give the interval of any set of customers.
  COLUMNS('clv_slope_.*'),
  -- By then a customer who stays has ordered with probability one half.
  $end::TIMESTAMP + to_days(least(next_order_days, 36525)::INTEGER) AS next_order_at,
  $model AS model
FROM derived.purchases JOIN derived.prediction_rows USING (row)
