-- What the import keeps between commits. The typed rows of file 1 are imported.f1, its orders imported.g1;
-- imported.rows and imported.order_rows are all files together. Policies never touch any of these.

CREATE SCHEMA IF NOT EXISTS imported;

-- Rows that cannot be read, whatever the policies say.
CREATE TABLE IF NOT EXISTS imported.rejected (
  file_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  outcome VARCHAR NOT NULL,       -- rejected, or merged for a side file's repeated key
  reason VARCHAR NOT NULL,
  column_name VARCHAR,
  original VARCHAR
);

-- Orders that a later file of the same kind holds anew.
CREATE TABLE IF NOT EXISTS imported.replaced (
  file_id INTEGER NOT NULL,
  order_id VARCHAR NOT NULL,
  currency VARCHAR,
  lines BIGINT NOT NULL,
  gross DECIMAL(18, 4) NOT NULL
);
