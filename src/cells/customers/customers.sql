-- Of how many customers each column of the summary is known. The rows in view are asked for as they are scrolled to.
SELECT count(*) AS all_customers, count(COLUMNS(*)) AS "known_\0" FROM scope_customers
