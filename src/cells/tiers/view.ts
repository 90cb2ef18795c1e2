/** The tiers with their shares and the way from each to the next, reckoned once for finding, figure and table. */
import { endless, type Clause } from '../../filter/clause';
import type { TiersParams, TiersResult, TierTotals } from './tiers';

/** The way of a tier's median member to the next tier. */
export interface Step {
  readonly next: TierTotals & { readonly threshold: number };
  /** Money that the median member lacks; null in an empty tier. */
  readonly missing: number | null;
  /** Net per order of the tier; null in an empty tier. */
  readonly orderValue: number | null;
  /** So many orders of that value bring the missing money; null where no order brings any. */
  readonly orders: number | null;
}

export interface TierView extends TierTotals {
  readonly customerShare: number;
  /** Of what all brought in the time that tiers are made by; null where that is nothing. */
  readonly valueShare: number | null;
  /** What a member has brought so far: observed customer lifetime value. */
  readonly meanNet: number | null;
  readonly meanMargin: number | null;
  /** null for the highest tier. */
  readonly step: Step | null;
}

export interface TiersView {
  readonly customers: number;
  readonly value: number;
  /** The lowest first. */
  readonly tiers: readonly TierView[];
}

const ratio = (part: number | null, whole: number): number | null =>
  part === null || whole <= 0 ? null : part / whole;

function stepOf(tier: TierTotals, next: TierTotals | undefined): Step | null {
  if (next === undefined || next.threshold === null) return null;
  const orderValue = ratio(tier.net, tier.orders);
  const missing = tier.medianValue === null ? null : next.threshold - tier.medianValue;
  return {
    next: { ...next, threshold: next.threshold },
    missing,
    orderValue,
    orders: orderValue === null ? null : ratio(missing, orderValue),
  };
}

export function tiersView({ tiers }: TiersResult): TiersView {
  const customers = tiers.reduce((sum, tier) => sum + tier.customers, 0);
  const value = tiers.reduce((sum, tier) => sum + tier.value, 0);
  return {
    customers,
    value,
    tiers: tiers.map((tier, index) => ({
      ...tier,
      customerShare: ratio(tier.customers, customers) ?? 0,
      valueShare: ratio(tier.value, value),
      meanNet: ratio(tier.net, tier.customers),
      meanMargin: ratio(tier.margin, tier.customers),
      step: stepOf(tier, tiers[index + 1]),
    })),
  };
}

/** Money has four decimals: nothing lies between the end of a tier and the beginning of the next. */
const hair = 0.000001;

/** The customers of a tier as a condition on the customer summary. */
export const tierClause = (
  { threshold, step }: TierView,
  { money }: TiersParams,
  source: string,
): Clause => ({
  type: 'interval',
  source,
  column: money === 'year' ? 'net_last_year' : 'net',
  low: threshold ?? -endless,
  high: step === null ? endless : step.next.threshold - hair,
});
