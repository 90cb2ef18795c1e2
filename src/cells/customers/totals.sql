-- All customers that the filter leaves, those among them that a search finds, and what the best tenth brings.
SELECT
  count(*) AS customers,
  count(*) FILTER (
    $search = '' OR contains(lower(customer_id), $search) OR contains(lower(coalesce(email, '')), $search)
  ) AS found,
  coalesce(sum(net), 0)::DOUBLE AS net,
  -- Customers of the best tenth, at least one.
  count(*) FILTER (place <= ceil(n / 10)) AS best,
  coalesce(sum(net) FILTER (place <= ceil(n / 10)), 0)::DOUBLE AS best_net
FROM (
  SELECT
    customer_id,
    email,
    net,
    row_number() OVER (ORDER BY net DESC, customer_id) AS place,
    count(*) OVER () AS n
  FROM scope_customers
)
