import { m } from '../i18n/locale.svelte';
import { messageFor } from '../i18n/lookup';

/** What a column holds, and so how it is written, binned and compared. Money is in the notebook's currency. */
export type SummaryKind =
  'text' | 'integer' | 'number' | 'money' | 'percent' | 'date' | 'days' | 'boolean' | 'score';

/** What the files must hold for a column to say anything; the column is there without it, NULL or the same for all. */
export type SummaryNeed =
  | 'costs'
  | 'discounts'
  | 'surveys'
  | 'carts'
  | 'emails'
  /** That somebody ordered twice. */
  | 'gaps'
  /** That a model could be fitted. */
  | 'forecast'
  | 'country'
  | 'channel'
  | 'product'
  | 'coupon';

/** A column of the customer summary, in words. A share (`percent`) is 0.5 for a half. */
export interface SummaryColumn {
  readonly name: string;
  readonly kind: SummaryKind;
  /** Absent when every shop has it. */
  readonly needs?: SummaryNeed;
  /** What it tells of: the customer, who the customer is (a value each), or the shop (one value for all). */
  readonly of: 'customer' | 'identity' | 'shop';
  readonly label: () => string;
  /** One sentence. */
  readonly explanation: () => string;
}

type Definition = readonly [
  name: string,
  kind: SummaryKind,
  needs?: SummaryNeed | undefined,
  of?: SummaryColumn['of'],
];

const definitions: readonly Definition[] = [
  ['customer_id', 'text', undefined, 'identity'],
  ['email', 'text', 'emails', 'identity'],
  ['orders', 'integer'],
  ['net', 'money'],
  ['net_last_year', 'money'],
  ['average_order_value', 'money'],
  ['last_order_at', 'date'],
  ['first_order_at', 'date'],
  ['recency_days', 'days'],
  ['tenure_days', 'days'],
  ['span_days', 'days'],
  ['active_days', 'days', 'gaps'],
  ['orders_per_year', 'number', 'gaps'],
  ['median_gap_days', 'days', 'gaps'],
  ['is_lost', 'boolean', 'gaps'],
  ['was_active', 'boolean', 'gaps'],
  ['lost_after_days', 'days', 'gaps', 'shop'],
  ['margin', 'money', 'costs'],
  ['estimated_margin', 'money', 'costs'],
  ['known_margin', 'money', 'costs'],
  ['costed_net', 'money', 'costs'],
  ['costed_orders', 'integer', 'costs'],
  ['gross', 'money'],
  ['discount', 'money', 'discounts'],
  ['discounted_orders', 'integer', 'discounts'],
  ['discounted_share', 'percent', 'discounts'],
  ['refund', 'money'],
  ['refunded_orders', 'integer'],
  ['country', 'text', 'country'],
  ['first_channel', 'text', 'channel'],
  ['first_product', 'text', 'product'],
  ['first_coupon', 'text', 'coupon'],
  ['currency', 'text', undefined, 'shop'],
  ['survey_score', 'score', 'surveys'],
  ['abandoned_carts', 'integer', 'carts'],
  ['last_cart_at', 'date', 'carts'],
  ['p_alive', 'percent', 'forecast'],
  ['p_order', 'percent', 'forecast'],
  ['expected_orders', 'number', 'forecast'],
  ['expected_value', 'money', 'forecast'],
  ['clv', 'money', 'forecast'],
  ['clv_low', 'money', 'forecast'],
  ['clv_high', 'money', 'forecast'],
  ['next_order_at', 'date', 'forecast'],
];

const scored = ['recency', 'frequency', 'monetary', 'ticket'] as const;
const scoreMethods = ['quintile', 'tercile', 'band'] as const;
const ranked = ['rfm_group', 'ticket_group', 'rfm_tier', 'ticket_tier'] as const;

/** Every column of `customers.sql`, the most asked for first. The segments' columns come beside them. */
export const summaryColumns: readonly SummaryColumn[] = [
  ...definitions.map(([name, kind, needs, of = 'customer']): SummaryColumn => ({
    name,
    kind,
    ...(needs !== undefined && { needs }),
    of,
    label: () => messageFor('summary_label', name),
    explanation: () => messageFor('summary_explained', name),
  })),
  ...scoreMethods.flatMap((method) =>
    scored.map((what): SummaryColumn => {
      const measure = (): string => messageFor('summary_scored', what);
      return {
        name: `${what}_${method}`,
        kind: 'score',
        of: 'customer',
        label: () => m.summary_score({ measure: measure(), method: messageFor('summary_method', method) }),
        explanation: () => messageFor('summary_explained', method, { measure: measure() }),
      };
    }),
  ),
  ...scoreMethods.flatMap((method) =>
    ranked.map((what): SummaryColumn => {
      const name = (): string => messageFor('summary_method', method);
      return {
        name: `${what}_${method}`,
        kind: 'text',
        of: 'customer',
        label: () => m.summary_score({ measure: messageFor('summary_ranked', what), method: name() }),
        explanation: () => messageFor('summary_explained', what, { method: name() }),
      };
    }),
  ),
];

const byName: ReadonlyMap<string, SummaryColumn> = new Map(
  summaryColumns.map((column) => [column.name, column]),
);

/** The column of that name; undefined for a segment's, which its definition names. */
export const summaryColumn = (name: string): SummaryColumn | undefined => byName.get(name);
