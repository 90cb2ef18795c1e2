-- What the models learn from, one row for each customer, beside the segments that the customer is in.
SELECT
  purchases.x,
  purchases.recency,
  purchases.age,
  purchases.repeat_net,
  purchases.log_gaps,
  COLUMNS('^segment_.*')
FROM derived.purchases AS purchases LEFT JOIN derived.customer_summary AS summary USING (customer_id)
ORDER BY purchases.row
