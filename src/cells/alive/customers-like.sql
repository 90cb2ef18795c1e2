-- Customers with a forecast whose id or address contains $search (in lower case): one of just that id first.
SELECT customer_id
FROM derived.customer_summary
WHERE p_alive IS NOT NULL AND (contains(lower(customer_id), $search) OR contains(lower(email), $search))
ORDER BY lower(customer_id) <> $search, length(customer_id), customer_id
LIMIT 12
