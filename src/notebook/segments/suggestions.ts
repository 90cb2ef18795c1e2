/** The values that a shop has most of, for a field of text to suggest. */
import { literal, quoteIdentifier } from '../../schema/sql';
import { longestText } from '../../segments/own/definition';

/** Where the values of a field come from. */
export type ValueSource =
  | { readonly type: 'column'; readonly column: string }
  | { readonly type: 'order'; readonly column: 'channel' | 'country' | 'coupon' | 'status' }
  | { readonly type: 'product'; readonly by: 'product' | 'category' }
  | { readonly type: 'attribute'; readonly name: string };

const most = 50;

/** The most frequent values that contain what was typed. None that could be an address: a definition must not hold it. */
export function suggestionsSql(source: ValueSource, typed: string): string {
  const { from, value } = relationOf(source);
  const like = typed === '' ? '' : ` AND contains(lower(value), lower(${literal(typed)}))`;
  return `SELECT value FROM (SELECT ${value} AS value FROM ${from})
WHERE value IS NOT NULL AND NOT contains(value, '@') AND length(value) <= ${String(longestText)}${like}
GROUP BY value ORDER BY count(*) DESC, value LIMIT ${String(most)}`;
}

const inCurrency = 'currency IS NOT DISTINCT FROM (SELECT currency FROM derived.shop_facts)';

function relationOf(source: ValueSource): { from: string; value: string } {
  switch (source.type) {
    case 'column':
      return { from: 'derived.customer_summary', value: quoteIdentifier(source.column) };
    case 'order':
      return { from: `orders WHERE ${inCurrency}`, value: source.column };
    case 'product':
      return {
        from: 'order_lines',
        value: source.by === 'product' ? 'coalesce(product_name, product_id)' : 'category',
      };
    case 'attribute':
      return {
        from: `order_attributes WHERE name = ${literal(source.name)} AND ${inCurrency}`,
        value: 'value',
      };
  }
}
