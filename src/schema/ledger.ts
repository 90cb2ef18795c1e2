/** Why a source row was not simply kept: each has a message `ledger_reason_<code>`. */
export const ledgerReasons = [
  // rejected by the reader
  'blank',
  'too_many_cells',
  'too_few_cells',
  'unreadable',
  // rejected by the mapping
  'date_missing',
  'date_unreadable',
  'amount_missing',
  'amount_unreadable',
  'order_id_missing',
  'value_missing',
  // merged
  'newer_file',
  'newer_row',
  'same_cart',
  // excluded, for a cart that was ordered after all
  'recovered',
  // excluded by a policy, `cancelled` also netted by one
  'cancelled',
  'unpaid',
  'anonymous',
  'worthless',
  // netted
  'refund_without_order',
] as const;

/** From what the files hold to what counts, in this order: each has a message `ledger_step_<code>`. */
export const bridgeSteps = [
  'file_gross',
  'newer_file',
  'cancelled',
  'unpaid',
  'anonymous',
  'worthless',
  'netted',
  'discount',
  'refund',
  'tax',
  'shipping',
  'refund_without_order',
  'net',
] as const;
