-- The selected customers by their place at the earlier date and at the as-of date, and the sizes of the places at each
-- date between. Who had not ordered by the earlier date has none there. $history: the table of each customer's places at
-- $dates, the last one last, with the net before the earlier date (the first of them) and since.
WITH dates AS (
  SELECT index, ($dates::TIMESTAMP[])[index] AS date
  FROM (SELECT unnest(range(1, len($dates::TIMESTAMP[]) + 1)) AS index)
),
members AS (
  FROM query_table($history) SEMI JOIN scope_customers USING (customer_id)
),
listed AS (
  SELECT
    'move' AS part,
    places[-len($dates::TIMESTAMP[])] AS was,
    places[-1] AS place,
    count(*) AS customers,
    sum(net_before) AS net_before,
    sum(net_since) AS net_since
  FROM members
  GROUP BY ALL
  UNION ALL BY NAME
  SELECT 'size' AS part, date, place, count(*) AS customers
  FROM (SELECT date, places[index - len($dates::TIMESTAMP[]) - 1] AS place FROM members CROSS JOIN dates)
  WHERE place IS NOT NULL
  GROUP BY ALL
)
SELECT
  part,
  was,
  place,
  epoch_ms(date)::DOUBLE AS date,
  customers::INTEGER AS customers,
  net_before::DOUBLE AS net_before,
  net_since::DOUBLE AS net_since,
  -- Of the year before, as far as the orders reach back.
  greatest(1, least(365, date_diff('second', first_order_at, ($dates::TIMESTAMP[])[1]) / 86400))::DOUBLE AS days_before,
  greatest(1, date_diff('second', ($dates::TIMESTAMP[])[1], as_of) / 86400)::DOUBLE AS days_since
FROM listed CROSS JOIN scope_shop
ORDER BY part, date, was, place
