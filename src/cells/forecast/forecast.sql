-- What the model foretells of the selected customers, in sums and in bins of their predicted CLV: a row for each bin, each
-- with the sums; a single row without a bin where nothing is foretold. Bins belong to the whole shop.
-- $horizon: days that are foretold, NULL for ever. $margin: profit per money spent. $is_refused: no model converged, so
-- that what customers of whole horizons have brought is told instead.
WITH shop AS (
  SELECT
    -- Worth next to nothing: less than a tenth of the shop's mean order, at the same margin.
    (SELECT $margin * sum(net)::DOUBLE / nullif(sum(orders), 0) / 10 FROM derived.customer_base) AS nothing,
    (SELECT quantile_cont(greatest(clv, 0), 0.98) FROM derived.customer_summary) AS nearly,
    (SELECT max(clv) FROM derived.customer_summary) AS most
),
scale AS (
  SELECT nearly, (
    SELECT min(step)
    FROM (
      SELECT unnest([
        0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4,
        1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8, 1e9, 1e10, 1e12, 1e15
      ]::DOUBLE[]) AS step
    )
    WHERE step >= nearly / 24
  ) AS step
  FROM shop WHERE most > 0
),
-- The last bin holds all that lies above.
numbered AS (SELECT unnest(range(0, floor(nearly / step)::BIGINT + 1)) AS bin, step FROM scale),
whole AS (
  SELECT least(floor(greatest(clv, 0) / step), floor(nearly / step))::BIGINT AS bin, count(*) AS whole
  FROM derived.customer_summary CROSS JOIN scale WHERE clv IS NOT NULL GROUP BY ALL
),
selected AS (
  SELECT least(floor(greatest(clv, 0) / step), floor(nearly / step))::BIGINT AS bin, count(*) AS selected
  FROM scope_customers CROSS JOIN scale WHERE clv IS NOT NULL GROUP BY ALL
),
bins AS (
  SELECT bin * step AS low, (bin + 1) * step AS high, coalesce(whole, 0) AS whole, coalesce(selected, 0) AS selected
  FROM numbered LEFT JOIN whole USING (bin) LEFT JOIN selected USING (bin)
),
sums AS (
  SELECT
    count(*) AS customers,
    sum(customers.net) AS net,
    count(customers.p_alive) AS foretold,
    sum(customers.p_alive) AS alive,
    sum(customers.p_order) AS ordering,
    sum(customers.expected_orders) AS expected_orders,
    sum(customers.clv) AS clv,
    median(customers.clv) AS median_clv,
    count(*) FILTER (customers.clv < nothing) AS worth_nothing,
    -- Customers of whom it is not known how far from what is expected they may end.
    count(*) FILTER (customers.clv IS NOT NULL AND clv_variance IS NULL) AS boundless,
    sum(clv_variance) AS clv_variance,
    sum(COLUMNS('^clv_slope_(.)$')::DOUBLE) AS 'clv_slope_\1'
  FROM scope_customers AS customers LEFT JOIN derived.predictions AS foretold USING (customer_id) CROSS JOIN shop
),
-- Of each order of the last year, the part that the model takes to be of customers who have left.
risk AS (
  SELECT sum(orders.net) AS year_net, sum(orders.net * (1 - p_alive)) AS risk_net
  FROM scope_orders AS orders JOIN scope_customers USING (customer_id)
  WHERE orders.ordered_at > $as_of - to_days(365) AND orders.ordered_at <= $as_of AND p_alive IS NOT NULL
),
-- Customers observed for as long as the horizon, and what they brought in their first days, as many.
mature AS (
  SELECT count(DISTINCT customer_id) AS mature_customers, sum(orders.net) AS mature_net
  FROM scope_orders AS orders JOIN scope_customers AS customers USING (customer_id)
  WHERE $is_refused AND customers.tenure_days >= $horizon
    AND orders.ordered_at < customers.first_order_at + to_days($horizon::INTEGER)
)
SELECT
  low::DOUBLE AS low,
  high::DOUBLE AS high,
  whole::INTEGER AS whole,
  selected::INTEGER AS selected,
  nothing::DOUBLE AS nothing,
  sums.* REPLACE (
    customers::INTEGER AS customers,
    net::DOUBLE AS net,
    foretold::INTEGER AS foretold,
    worth_nothing::INTEGER AS worth_nothing,
    boundless::INTEGER AS boundless
  ),
  year_net::DOUBLE AS year_net,
  risk_net::DOUBLE AS risk_net,
  mature_customers::INTEGER AS mature_customers,
  mature_net::DOUBLE AS mature_net
FROM sums CROSS JOIN risk CROSS JOIN mature CROSS JOIN shop LEFT JOIN bins ON true
ORDER BY low
