-- Orders of earlier files that a new file of the same kind holds too: the new file speaks for them.

INSERT INTO imported.replaced
SELECT older.file_id, older.order_id, any_value(older.currency), sum(older.lines), sum(older.gross)
FROM imported.order_heads AS older
SEMI JOIN (SELECT order_id FROM imported.order_heads WHERE file_id = $newer) AS newer
  ON older.order_id = newer.order_id
WHERE older.file_id = $older
GROUP BY older.file_id, older.order_id
