import * as v from 'valibot';
import { daysPerYear } from '../../models/clv';
import { m } from '../../i18n/locale.svelte';
import { transactionModelNames } from '../../models/btyd/model';
import sql from '../../predict/orders.sql?raw';
import type { Validation } from '../../predict/validation';
import type { CellContext, CellKind } from '../kind';
import { findingOf } from './finding';
import { accuracyTable } from './table';
import { nameOfWay } from './words';

const day = 86_400_000;
/** Of the intervals whose coverage is told. */
const level = 0.9;
const daysOf = { day: 1, week: 7, month: daysPerYear / 12 } as const;

const params = v.object({
  /** In the unit; null for a third of what is known. */
  holdout: v.optional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(3_660))), null),
  unit: v.optional(v.picklist(['day', 'week', 'month']), 'week'),
  origins: v.optional(v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(9)), 3),
  /** Whose figures are drawn; null for the chosen one. */
  model: v.optional(v.nullable(v.picklist(transactionModelNames)), null),
});

export type AccuracyParams = v.InferOutput<typeof params>;

export interface AccuracyResult {
  /** Null when too little time is known. */
  readonly validation: Validation | null;
  readonly level: number;
}

const horizonDays = ({ holdout, unit }: AccuracyParams): number | null =>
  holdout === null ? null : Math.round(holdout * daysOf[unit]);

const lastDay = ({ asOf }: CellContext): number => Math.floor(asOf.getTime() / day);

export const accuracyKind: CellKind<AccuracyParams, AccuracyResult> = {
  kind: 'accuracy',
  title: () => m.accuracy_title(),
  params,
  controls: [
    {
      type: 'number',
      name: 'holdout',
      label: () => m.accuracy_holdout(),
      unit: () => '',
      min: 1,
      max: 3_660,
      step: 1,
      automatic: true,
    },
    {
      type: 'choice',
      name: 'unit',
      label: () => m.accuracy_unit(),
      options: () => [
        { value: 'day', label: m.accuracy_unit_days() },
        { value: 'week', label: m.accuracy_unit_weeks() },
        { value: 'month', label: m.accuracy_unit_months() },
      ],
    },
    {
      type: 'number',
      name: 'origins',
      label: () => m.accuracy_origins(),
      unit: () => '',
      min: 3,
      max: 9,
      step: 1,
    },
    {
      type: 'choice',
      name: 'model',
      label: () => m.accuracy_drawn(),
      options: () => [
        { value: 'chosen', label: m.accuracy_drawn_chosen() },
        ...transactionModelNames.map((name) => ({ value: name, label: nameOfWay(name) })),
      ],
      current: ({ model }) => model ?? 'chosen',
      toParam: (option) => (option === 'chosen' ? null : option),
    },
  ],
  missing: () => null,
  sql,
  bind: (chosen, context) => ({
    currency: context.scope.currency,
    end: new Date((lastDay(context) + 1) * day - 1),
    days: horizonDays(chosen),
    origins: chosen.origins,
  }),
  read: () => ({ validation: null, level }),
  answer: async ({ sql: statement, bytes, models }, chosen, context) => ({
    validation: await models.validate(await bytes(statement), {
      timeUnit: 'week',
      origins: chosen.origins,
      horizonDays: horizonDays(chosen),
      level,
      end: lastDay(context),
    }),
    level,
  }),
  empty: ({ validation }) => (validation === null ? m.accuracy_too_short() : null),
  finding: ({ validation }, _params, _context, format) =>
    validation === null ? m.accuracy_too_short() : findingOf(validation, format),
  table: (result, _params, _context, format) => accuracyTable(result, format),
};
