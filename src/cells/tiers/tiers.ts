import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { humanNumbers } from '../../models/human-numbers';
import { countOf, numberOf, rowsOf } from '../arrow';
import type { CellKind, NumberControl } from '../kind';
import { nobodyText, ofSelected } from '../selection';
import { findingOf } from './finding';
import { levelsAbove, nameOfTier, sharesOf, tierCounts, type Level } from './levels';
import { tiersTable } from './table';
import sql from './tiers.sql?raw';
import { tiersView } from './view';

const threshold = v.optional(v.nullable(v.pipe(v.number(), v.minValue(0.01), v.maxValue(1e12))), null);

const params = v.object({
  /** Whether customers rise by what they brought in the last 12 months, or by all they ever brought. */
  money: v.optional(v.picklist(['year', 'all']), 'year'),
  tiers: v.optional(v.picklist(tierCounts), '4'),
  /** From how much on a customer is in the second tier and so on; null proposes it. */
  from2: threshold,
  from3: threshold,
  from4: threshold,
  from5: threshold,
});

export type TiersParams = v.InferOutput<typeof params>;

export interface TierTotals {
  /** 1 is the lowest. */
  readonly level: Level;
  /** Least value of its members; null for the lowest tier, which takes all others. */
  readonly threshold: number | null;
  readonly customers: number;
  readonly orders: number;
  readonly net: number;
  /** What its members brought in the time that tiers are made by. */
  readonly value: number;
  readonly medianValue: number | null;
  /** How many miss a tenth of the next threshold at most. */
  readonly closeToNext: number;
  /** null when no cost is known. */
  readonly margin: number | null;
  readonly foretold: number;
  readonly meanClv: number | null;
}

export interface TiersResult {
  readonly tiers: readonly TierTotals[];
}

const finest = 0.01;
const human = humanNumbers(finest, 1e12).join(' ');

const thresholdControls = levelsAbove.map((level): NumberControl<TiersParams> => ({
  type: 'number',
  name: `from${String(level)}` as keyof TiersParams & string,
  label: () => m.tiers_from({ tier: nameOfTier(level) }),
  unit: () => m.tiers_unit(),
  min: finest,
  max: 1e12,
  step: finest,
  automatic: true,
  when: ({ tiers }) => Number(tiers) >= level,
}));

export const tiersKind: CellKind<TiersParams, TiersResult> = {
  kind: 'tiers',
  title: () => m.tiers_title(),
  params,
  controls: [
    {
      type: 'choice',
      name: 'money',
      label: () => m.tiers_money(),
      options: () => [
        { value: 'year', label: m.tiers_money_year() },
        { value: 'all', label: m.tiers_money_all() },
      ],
    },
    {
      type: 'choice',
      name: 'tiers',
      label: () => m.tiers_count(),
      options: () => tierCounts.map((count) => ({ value: count, label: count })),
    },
    ...thresholdControls,
  ],
  missing: () => null,
  sql,
  bind: (chosen) => {
    const shares = sharesOf(chosen.tiers);
    return {
      of_last_year: chosen.money === 'year',
      human_numbers: human,
      ...Object.fromEntries(
        levelsAbove.flatMap((level) => [
          [`share_${String(level)}`, shares[level] ?? null],
          [`from_${String(level)}`, chosen[`from${String(level)}` as 'from2']],
        ]),
      ),
    };
  },
  read: (table) => ({
    tiers: rowsOf(table).map((row) => ({
      level: countOf(row, 'level') as Level,
      threshold: numberOf(row, 'threshold'),
      customers: countOf(row, 'customers'),
      orders: countOf(row, 'orders'),
      net: countOf(row, 'net'),
      value: countOf(row, 'value'),
      medianValue: numberOf(row, 'median_value'),
      closeToNext: countOf(row, 'close_to_next'),
      margin: numberOf(row, 'margin'),
      foretold: countOf(row, 'foretold'),
      meanClv: numberOf(row, 'mean_clv'),
    })),
  }),
  empty: ({ tiers }, { scope }) =>
    tiers.every(({ customers }) => customers === 0) ? nobodyText(scope) : null,
  finding: (result, chosen, { scope }, format) => {
    const view = tiersView(result);
    return ofSelected(findingOf(view, chosen, format), view.customers, scope, format);
  },
  table: (result, _params, context) => tiersTable(tiersView(result), context),
  automatic: ({ tiers }) =>
    Object.fromEntries(
      levelsAbove.map((level) => [
        `from${String(level)}`,
        tiers.find((tier) => tier.level === level)?.threshold ?? null,
      ]),
    ),
};
