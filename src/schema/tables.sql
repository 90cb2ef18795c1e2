-- The canonical tables: the public contract of SQL cells and the console API.
-- Money is DECIMAL(18,4), exact to sum. Ids are text. Times are the shop's wall clock.

CREATE TABLE IF NOT EXISTS source_files (
  file_id INTEGER PRIMARY KEY,
  name VARCHAR NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 VARCHAR NOT NULL,
  profile VARCHAR NOT NULL,
  encoding VARCHAR NOT NULL,
  dialect VARCHAR NOT NULL,
  rows BIGINT NOT NULL,
  imported_at TIMESTAMP NOT NULL
);

-- One row for each source row that was not simply kept.
CREATE TABLE IF NOT EXISTS ledger (
  file_id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  outcome VARCHAR NOT NULL,      -- merged | netted | excluded | rejected
  reason VARCHAR NOT NULL,       -- a code with a message in each language
  column_name VARCHAR,
  original VARCHAR               -- the source row, or the offending cell, as text
);

-- Built by the import as a view. net is the line's own worth: what an order gives off or refunds as a whole is not
-- spread over its lines. Files with one row per order and no lines have none.
CREATE TABLE IF NOT EXISTS order_lines (
  order_id VARCHAR NOT NULL,
  customer_id VARCHAR,
  line_no BIGINT NOT NULL,       -- orders the lines of an order: their place in the file
  product_id VARCHAR,
  product_name VARCHAR,
  category VARCHAR,
  quantity DECIMAL(18, 4),
  unit_price DECIMAL(18, 4),
  discount DECIMAL(18, 4) NOT NULL,
  net DECIMAL(18, 4) NOT NULL,
  cost DECIMAL(18, 4),
  file_id INTEGER NOT NULL,
  line BIGINT NOT NULL
);

-- Grain: order (an order id and its customer). customer_id is NULL for an anonymous order.
-- net = gross - discount - refund, with tax and shipping added or left out as the policies say.
-- Where prices include the tax, gross and discount do too, and net leaves it out unless the policy includes it.
-- margin = net - cost; both are NULL where a product's cost is unknown. A view when the orders are millions.
CREATE TABLE IF NOT EXISTS orders (
  order_id VARCHAR NOT NULL,
  customer_id VARCHAR,
  ordered_at TIMESTAMP NOT NULL,
  currency VARCHAR,
  gross DECIMAL(18, 4) NOT NULL,
  discount DECIMAL(18, 4) NOT NULL,
  refund DECIMAL(18, 4) NOT NULL,
  tax DECIMAL(18, 4) NOT NULL,
  shipping DECIMAL(18, 4) NOT NULL,
  net DECIMAL(18, 4) NOT NULL,
  cost DECIMAL(18, 4),
  margin DECIMAL(18, 4),
  channel VARCHAR,
  country VARCHAR,
  coupon VARCHAR,
  status VARCHAR,
  file_id INTEGER NOT NULL,
  line BIGINT NOT NULL
);

-- Built by the import as a view over the files' own text: a row for each cell of a column without a role, of rows that
-- stand in an order. value is NULL for an empty cell. Columns that say who somebody is are left out, and those of files
-- too large for their text to be kept.
CREATE TABLE IF NOT EXISTS order_attributes (
  order_id VARCHAR NOT NULL,
  customer_id VARCHAR,
  ordered_at TIMESTAMP NOT NULL,
  currency VARCHAR,
  name VARCHAR NOT NULL,         -- as the file names its column
  value VARCHAR,
  file_id INTEGER NOT NULL,
  line BIGINT NOT NULL
);

-- Grain: customer and currency, so that two currencies are never added.
-- first_* and country are those of the first order; first_product is its line of the highest net.
CREATE TABLE IF NOT EXISTS customers (
  customer_id VARCHAR NOT NULL,
  currency VARCHAR,
  first_order_at TIMESTAMP NOT NULL,
  last_order_at TIMESTAMP NOT NULL,
  orders BIGINT NOT NULL,
  net DECIMAL(18, 4) NOT NULL,
  margin DECIMAL(18, 4),
  first_product VARCHAR,
  first_channel VARCHAR,
  first_coupon VARCHAR,
  country VARCHAR,
  email VARCHAR                  -- the latest, in lower case; NULL where the files hold none
);

-- How gross becomes net, step by step, in each currency. The amounts of all steps but the last add up to the last.
CREATE TABLE IF NOT EXISTS bridge (
  currency VARCHAR,
  position INTEGER NOT NULL,
  step VARCHAR NOT NULL,         -- a code with a message in each language
  rows BIGINT,
  orders BIGINT,
  amount DECIMAL(18, 4) NOT NULL
);

CREATE TABLE IF NOT EXISTS acquisition_spend (
  channel VARCHAR NOT NULL,
  period_start DATE NOT NULL,
  period_end DATE NOT NULL,
  amount DECIMAL(18, 4) NOT NULL,
  currency VARCHAR
);

CREATE TABLE IF NOT EXISTS product_costs (
  product_id VARCHAR NOT NULL,
  product_name VARCHAR,
  category VARCHAR,
  unit_cost DECIMAL(18, 4) NOT NULL,
  currency VARCHAR
);

-- Carts that a customer filled and did not order.
CREATE TABLE IF NOT EXISTS carts (
  cart_id VARCHAR,
  customer_id VARCHAR,
  abandoned_at TIMESTAMP NOT NULL,
  amount DECIMAL(18, 4),
  currency VARCHAR
);

CREATE TABLE IF NOT EXISTS survey_responses (
  customer_id VARCHAR NOT NULL,
  responded_at TIMESTAMP NOT NULL,
  score INTEGER NOT NULL
);
