-- Which policies have anything to decide in this data.

SELECT
  bool_or(cancellation OR state IS NOT DISTINCT FROM 'cancelled') AS cancelled,
  bool_or(NOT cancellation AND gross - discount <= 0) AS worthless,
  bool_or(customer_id IS NULL) AS anonymous,
  bool_or(state IS NOT DISTINCT FROM 'unpaid') AS unpaid,
  bool_or(stated_refund > 0 OR state IS NOT DISTINCT FROM 'refunded') AS refunds,
  bool_or(tax <> 0) AS tax,
  bool_or(shipping <> 0) AS shipping
FROM imported.order_heads
