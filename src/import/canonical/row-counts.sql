-- The fate of every row, counted from the rows themselves.

SELECT file_id, 'kept' AS outcome, NULL AS reason, count(*) AS rows
FROM imported.rows AS r
ANTI JOIN imported.outcomes AS o ON r.file_id = o.file_id AND r.line = o.line
GROUP BY file_id
UNION ALL
SELECT file_id, outcome, reason, count(*) FROM ledger GROUP BY ALL
ORDER BY file_id, outcome, rows DESC
