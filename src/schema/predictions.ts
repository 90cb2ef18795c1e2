/** The columns of `derived.predictions`, one row for each customer of whom a model foretells something, with their types. */

/** The fits have at most so many parameters, of orders and of spend. */
const slopes = 7;

export const slopeColumns: readonly string[] = Array.from(
  { length: slopes },
  (_, parameter) => `clv_slope_${String(parameter + 1)}`,
);

const types: Readonly<Record<string, string>> = {
  customer_id: 'VARCHAR',
  p_alive: 'DOUBLE',
  p_order: 'DOUBLE',
  expected_orders: 'DOUBLE',
  expected_spend: 'DOUBLE',
  expected_value: 'DOUBLE',
  clv: 'DOUBLE',
  clv_low: 'DOUBLE',
  clv_high: 'DOUBLE',
  clv_variance: 'DOUBLE',
  ...Object.fromEntries(slopeColumns.map((name) => [name, 'FLOAT'])),
  next_order_at: 'TIMESTAMP',
  model: 'VARCHAR',
};

/** The table as it stands where nothing is foretold. */
export const noPredictions = `SELECT ${Object.entries(types)
  .map(([name, type]) => `NULL::${type} AS ${name}`)
  .join(', ')} WHERE false`;
