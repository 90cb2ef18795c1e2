import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { measures, type Activity, type Cohort } from '../../models/cohorts';
import { periods } from '../../models/periods';
import { countOf, numberOf, rowsOf, textOf } from '../arrow';
import type { CellKind } from '../kind';
import { nobodyText, ofSelected } from '../selection';
import sql from './cohorts.sql?raw';
import { findingOf } from './finding';
import { cohortTable } from './table';
import { basisOf, cohortView, dimensionOf, shownAs } from './view';
import { nameOfDimension, nameOfMeasure } from './words';

/** Groups that stand alone; the smaller ones are counted together. */
const namedGroups = 12;

const params = v.object({
  measure: v.optional(v.picklist(measures), 'retention'),
  period: v.optional(v.picklist(periods), 'month'),
  by: v.optional(v.picklist(['period', 'country', 'channel', 'product', 'coupon']), 'period'),
  basis: v.optional(v.picklist(['revenue', 'margin']), 'revenue'),
  /** null: a share for retention, an amount for the others. */
  show: v.optional(v.nullable(v.picklist(['absolute', 'percent'])), null),
});

export type CohortParams = v.InferOutput<typeof params>;

/** Customers with the same first-order attribute, or all of them. */
export interface Group {
  readonly position: number;
  /** Null when the attribute is empty, and for the group of the others. */
  readonly label: string | null;
  /** How many smaller groups this one holds together; 0 for a named group. */
  readonly others: number;
  readonly cohorts: readonly Cohort[];
}

export interface CohortResult {
  readonly groups: readonly Group[];
}

interface OpenGroup extends Group {
  readonly cohorts: (Cohort & { readonly activity: Activity[] })[];
}

export const cohortsKind: CellKind<CohortParams, CohortResult> = {
  kind: 'cohorts',
  title: () => m.cohorts_title(),
  params,
  controls: [
    {
      type: 'choice',
      name: 'measure',
      label: () => m.cohorts_measure(),
      options: () => measures.map((value) => ({ value, label: nameOfMeasure(value) })),
    },
    {
      type: 'choice',
      name: 'period',
      label: () => m.cells_period(),
      options: () => [
        { value: 'week', label: m.cells_period_week() },
        { value: 'month', label: m.cells_period_month() },
        { value: 'quarter', label: m.cells_period_quarter() },
      ],
    },
    {
      type: 'choice',
      name: 'by',
      label: () => m.cohorts_by(),
      options: (_params, { dimensions }) =>
        (['period', ...dimensions] as const).map((value) => ({ value, label: nameOfDimension(value) })),
      current: dimensionOf,
      when: (_params, { dimensions }) => dimensions.length > 0,
    },
    {
      type: 'choice',
      name: 'basis',
      label: () => m.cells_basis(),
      options: () => [
        { value: 'revenue', label: m.cells_basis_revenue() },
        { value: 'margin', label: m.cells_basis_margin() },
      ],
      current: basisOf,
      when: ({ measure }, { hasCosts }) => hasCosts && measure !== 'retention' && measure !== 'orders',
    },
    {
      type: 'choice',
      name: 'show',
      label: () => m.cohorts_show(),
      options: () => [
        { value: 'absolute', label: m.cohorts_show_absolute() },
        { value: 'percent', label: m.cohorts_show_percent() },
      ],
      current: shownAs,
      // A group's cohorts have different ages, so its count of customers has no meaning but as a share.
      when: (chosen, context) => chosen.measure !== 'retention' || dimensionOf(chosen, context) === 'period',
    },
  ],
  missing: () => null,
  sql,
  bind: (chosen, context) => ({
    period: chosen.period,
    by: dimensionOf(chosen, context),
    groups: namedGroups,
    as_of: context.asOf,
  }),
  read: (table) => {
    const groups: OpenGroup[] = [];
    for (const row of rowsOf(table)) {
      const position = countOf(row, 'position');
      let group = groups.at(-1);
      if (group?.position !== position) {
        group = { position, label: textOf(row, 'label'), others: countOf(row, 'others'), cohorts: [] };
        groups.push(group);
      }
      const start = countOf(row, 'cohort');
      let cohort = group.cohorts.at(-1);
      if (cohort?.start.getTime() !== start) {
        cohort = { start: new Date(start), size: countOf(row, 'size'), activity: [] };
        group.cohorts.push(cohort);
      }
      cohort.activity.push({
        age: countOf(row, 'age'),
        customers: countOf(row, 'customers'),
        orders: countOf(row, 'orders'),
        revenue: countOf(row, 'revenue'),
        margin: numberOf(row, 'margin'),
      });
    }
    return { groups };
  },
  empty: ({ groups }, { scope }) => (groups.length === 0 ? nobodyText(scope) : null),
  finding: (result, chosen, context, format) => {
    const view = cohortView(result, chosen, context);
    return ofSelected(findingOf(view, format), view.average.size, context.scope, format);
  },
  table: (result, chosen, context, format) => cohortTable(cohortView(result, chosen, context), format),
};
