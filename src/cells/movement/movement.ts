import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { countOf, numberOf, rowsOf, textOf, type ArrowRow } from '../arrow';
import type { CellKind } from '../kind';
import { nobodyText, ofSelected } from '../selection';
import { listOf } from './dates';
import { findingOf } from './finding';
import { datableSegments, datesOf, historyName, historyTable, segmentOf } from './history';
import sql from './movement.sql?raw';
import { families, isPlace, type Place } from './places';
import { movementTable } from './table';
import { movementView } from './view';
import { nameOfFamily, nameOfSpan } from './words';

const spans = ['3', '6', '12', 'custom'] as const;
export type Span = (typeof spans)[number];

const params = v.object({
  family: v.optional(v.picklist(families), 'groups'),
  /** Of the family `segment`: whose ins and outs. */
  segment: v.optional(v.pipe(v.string(), v.maxLength(40)), 'loyal'),
  /** Months between the earlier date and the as-of date. */
  span: v.optional(v.picklist(spans), '6'),
  /** The same where the span is custom. */
  months: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)), 18),
});

export type MovementParams = v.InferOutput<typeof params>;

/** Customers who were in one place at the earlier date and are in one now. */
export interface Move {
  /** null: not yet a customer. */
  readonly was: Place | null;
  readonly now: Place;
  readonly customers: number;
  /** Net of the days before the earlier date, and of those since: see `MovementResult`. */
  readonly netBefore: number;
  readonly netSince: number;
}

export interface PlaceSize {
  readonly date: Date;
  readonly place: Place;
  readonly customers: number;
}

export interface MovementResult {
  readonly moves: readonly Move[];
  /** Places without customers are absent. */
  readonly sizes: readonly PlaceSize[];
  /** How many days `netBefore` and `netSince` cover. */
  readonly daysBefore: number;
  readonly daysSince: number;
}

function placeOf(row: ArrowRow, column: string): Place {
  const name = textOf(row, column) ?? '';
  if (!isPlace(name)) throw new TypeError(`No place is named ${name}`);
  return name;
}

export const movementKind: CellKind<MovementParams, MovementResult> = {
  kind: 'movement',
  title: () => m.movement_title(),
  params,
  controls: [
    {
      type: 'choice',
      name: 'span',
      label: () => m.movement_span(),
      options: () => spans.map((value) => ({ value, label: nameOfSpan(value) })),
    },
    {
      type: 'number',
      name: 'months',
      label: () => m.movement_months(),
      unit: () => m.movement_months_unit(),
      min: 1,
      max: 60,
      step: 1,
      when: ({ span }) => span === 'custom',
    },
    {
      type: 'choice',
      name: 'segment',
      label: () => m.movement_segment(),
      options: (_params, { segments }) =>
        datableSegments(segments).map(({ id, name }) => ({ value: id, label: name() })),
      current: (chosen, context) => segmentOf(chosen, context)?.id ?? '',
      when: ({ family }) => family === 'segment',
    },
    {
      type: 'choice',
      name: 'family',
      label: () => m.movement_family(),
      options: (_params, { segments }) =>
        families
          .filter((value) => value !== 'segment' || datableSegments(segments).length > 0)
          .map((value) => ({ value, label: nameOfFamily(value) })),
    },
  ],
  missing: () => null,
  sql,
  derives: (chosen, context) => [historyTable(chosen, context)],
  bind: (chosen, context) => ({
    history: `derived.${historyName(chosen, context)}`,
    dates: listOf(datesOf(chosen, context)),
  }),
  read: (table) => {
    const rows = rowsOf(table);
    const [first] = rows;
    return {
      moves: rows
        .filter((row) => textOf(row, 'part') === 'move')
        .map((row) => ({
          was: textOf(row, 'was') === null ? null : placeOf(row, 'was'),
          now: placeOf(row, 'place'),
          customers: countOf(row, 'customers'),
          netBefore: countOf(row, 'net_before'),
          netSince: countOf(row, 'net_since'),
        })),
      sizes: rows
        .filter((row) => textOf(row, 'part') === 'size')
        .map((row) => ({
          date: new Date(countOf(row, 'date')),
          place: placeOf(row, 'place'),
          customers: countOf(row, 'customers'),
        })),
      daysBefore: first ? (numberOf(first, 'days_before') ?? 1) : 1,
      daysSince: first ? (numberOf(first, 'days_since') ?? 1) : 1,
    };
  },
  empty: ({ moves }, { scope }) => (moves.length === 0 ? nobodyText(scope) : null),
  finding: (result, chosen, context, format) => {
    const view = movementView(result, chosen, context);
    return ofSelected(findingOf(view, format), view.customers, context.scope, format);
  },
  table: (result, chosen, context, format) => movementTable(movementView(result, chosen, context), format),
};
