/** The RFM cell in words: names of methods and groups, what to do about each, labels and tooltips of the grid. */
import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { Measure } from './distributions';
import type { GroupName } from './groups';
import type { Method, Monetary, Scheme, Show, Tally } from './rfm';
import type { RfmView, Shares } from './view';

interface GroupWords {
  readonly label: () => string;
  readonly action: () => string;
  readonly reason: () => string;
}

const groupWords: Readonly<Record<GroupName, GroupWords>> = {
  champions: {
    label: () => m.rfm_group_champions(),
    action: () => m.rfm_action_champions(),
    reason: () => m.rfm_reason_champions(),
  },
  loyal: {
    label: () => m.rfm_group_loyal(),
    action: () => m.rfm_action_loyal(),
    reason: () => m.rfm_reason_loyal(),
  },
  potential_loyalists: {
    label: () => m.rfm_group_potential_loyalists(),
    action: () => m.rfm_action_potential_loyalists(),
    reason: () => m.rfm_reason_potential_loyalists(),
  },
  new_customers: {
    label: () => m.rfm_group_new_customers(),
    action: () => m.rfm_action_new_customers(),
    reason: () => m.rfm_reason_new_customers(),
  },
  promising: {
    label: () => m.rfm_group_promising(),
    action: () => m.rfm_action_promising(),
    reason: () => m.rfm_reason_promising(),
  },
  need_attention: {
    label: () => m.rfm_group_need_attention(),
    action: () => m.rfm_action_need_attention(),
    reason: () => m.rfm_reason_need_attention(),
  },
  about_to_sleep: {
    label: () => m.rfm_group_about_to_sleep(),
    action: () => m.rfm_action_about_to_sleep(),
    reason: () => m.rfm_reason_about_to_sleep(),
  },
  cannot_lose: {
    label: () => m.rfm_group_cannot_lose(),
    action: () => m.rfm_action_cannot_lose(),
    reason: () => m.rfm_reason_cannot_lose(),
  },
  at_risk: {
    label: () => m.rfm_group_at_risk(),
    action: () => m.rfm_action_at_risk(),
    reason: () => m.rfm_reason_at_risk(),
  },
  hibernating: {
    label: () => m.rfm_group_hibernating(),
    action: () => m.rfm_action_hibernating(),
    reason: () => m.rfm_reason_hibernating(),
  },
  lost: {
    label: () => m.rfm_group_lost(),
    action: () => m.rfm_action_lost(),
    reason: () => m.rfm_reason_lost(),
  },
  platinum: {
    label: () => m.rfm_group_platinum(),
    action: () => m.rfm_action_platinum(),
    reason: () => m.rfm_reason_platinum(),
  },
  gold: {
    label: () => m.rfm_group_gold(),
    action: () => m.rfm_action_gold(),
    reason: () => m.rfm_reason_gold(),
  },
  silver: {
    label: () => m.rfm_group_silver(),
    action: () => m.rfm_action_silver(),
    reason: () => m.rfm_reason_silver(),
  },
  bronze: {
    label: () => m.rfm_group_bronze(),
    action: () => m.rfm_action_bronze(),
    reason: () => m.rfm_reason_bronze(),
  },
};

/** The name of a group, one thing to do about it, and why. */
export const wordsOf = (name: GroupName): { label: string; action: string; reason: string } => {
  const { label, action, reason } = groupWords[name];
  return { label: label(), action: action(), reason: reason() };
};

const methodNames: Readonly<Record<Method, () => string>> = {
  quintiles: () => m.rfm_method_quintiles(),
  thresholds: () => m.rfm_method_thresholds(),
  '3x3x3': () => m.rfm_method_terciles(),
};
const methodNotes: Readonly<Record<Method, () => string>> = {
  quintiles: () => m.rfm_note_quintiles(),
  thresholds: () => m.rfm_note_thresholds(),
  '3x3x3': () => m.rfm_note_terciles(),
};
const monetaryNames: Readonly<Record<Monetary, () => string>> = {
  total: () => m.rfm_monetary_total(),
  mean: () => m.rfm_monetary_mean(),
};
const schemeNames: Readonly<Record<Scheme, () => string>> = {
  groups: () => m.rfm_scheme_groups(),
  tiers: () => m.rfm_scheme_tiers(),
};
const schemeNotes: Readonly<Record<Scheme, () => string>> = {
  groups: () => m.rfm_note_groups(),
  tiers: () => m.rfm_note_tiers(),
};
const showNames: Readonly<Record<Show, () => string>> = {
  revenue: () => m.rfm_show_revenue(),
  customers: () => m.rfm_show_customers(),
  mean: () => m.rfm_show_mean(),
};

export const nameOfMethod = (method: Method): string => methodNames[method]();
export const noteOfMethod = (method: Method): string => methodNotes[method]();
export const nameOfMonetary = (monetary: Monetary): string => monetaryNames[monetary]();
export const nameOfScheme = (scheme: Scheme): string => schemeNames[scheme]();
export const noteOfScheme = (scheme: Scheme): string => schemeNotes[scheme]();
export const nameOfShow = (show: Show): string => showNames[show]();

/** What the numbers in the grid are. */
export const unitOf = ({ show }: RfmView, money: string): string =>
  show === 'mean' ? m.rfm_unit_mean({ money }) : m.rfm_unit_share({ what: nameOfShow(show) });

export const customersText = (count: number, format: Formatter): string =>
  m.rfm_customers({ count, formatted: format.integer(count) });

const rangeText = (low: number, high: number, format: Formatter): string =>
  low === high ? format.integer(low) : `${format.integer(low)}–${format.integer(high)}`;

/** Days since the last order, as the customers at hand have them; null when there are none. */
export const daysRange = ({ minDays, maxDays }: Tally, format: Formatter): string | null =>
  minDays === null || maxDays === null ? null : rangeText(minDays, maxDays, format);

/** Orders of each customer at hand; null when there are none. */
export const ordersRange = ({ minOrders, maxOrders }: Tally, format: Formatter): string | null =>
  minOrders === null || maxOrders === null ? null : rangeText(minOrders, maxOrders, format);

/** A cell for the tooltip and the screen reader; the first line names it. */
export function tipLines(name: string, shares: Shares, format: Formatter): string[] {
  const [days, orders] = [daysRange(shares, format), ordersRange(shares, format)];
  if (days === null || orders === null) return [name, m.rfm_tip_nobody()];
  return [
    name,
    m.rfm_tip_customers({
      customers: customersText(shares.customers, format),
      share: format.percent(shares.customerShare),
    }),
    m.rfm_tip_revenue({ money: format.money(shares.revenue), share: format.percent(shares.revenueShare) }),
    m.rfm_tip_mean({ money: format.money(shares.mean) }),
    m.rfm_tip_days({ range: days }),
    m.rfm_tip_orders({ range: orders }),
  ];
}

const measureNames: Readonly<Record<Measure, () => string>> = {
  recency: () => m.rfm_measure_recency(),
  frequency: () => m.rfm_measure_frequency(),
  monetary: () => m.rfm_measure_monetary(),
};

/** What a distribution is of, with its unit. */
export const nameOfMeasure = (measure: Measure): string => measureNames[measure]();
