/** The twin of the figures: a row for each flow, then one for each place at each date. */
import { m } from '../../i18n/locale.svelte';
import type { Formatter, TableTwin } from '../kind';
import type { MovementView } from './view';
import { nameOfPlace } from './words';

export function movementTable(view: MovementView, format: Formatter): TableTwin {
  const { flows, sizes, dates, customers } = view;
  const sizeRows = dates.flatMap((date, index) =>
    sizes.map(({ place, counts }) => ({
      values: {
        was: m.movement_size_at({ date: format.date(date) }),
        now: nameOfPlace(place, view),
        customers: counts[index] ?? 0,
      },
    })),
  );
  return {
    columns: [
      { key: 'was', label: m.movement_column_was({ date: format.date(view.then) }), format: 'text' },
      { key: 'now', label: m.movement_column_now({ date: format.date(view.asOf) }), format: 'text' },
      { key: 'customers', label: m.movement_column_customers(), format: 'integer' },
      { key: 'share', label: m.movement_column_share(), format: 'percent' },
      { key: 'before', label: m.movement_column_before(), format: 'money' },
      { key: 'since', label: m.movement_column_since(), format: 'money' },
      { key: 'cost', label: m.movement_column_cost(), format: 'money' },
    ],
    rows: [
      ...flows.map((flow) => ({
        values: {
          was: nameOfPlace(flow.was, view),
          now: nameOfPlace(flow.now, view),
          customers: flow.customers,
          share: customers === 0 ? null : flow.customers / customers,
          since: flow.since,
          // Who was not yet a customer could not spend.
          ...(flow.cost !== null && { before: flow.before, cost: flow.cost }),
        },
      })),
      ...sizeRows,
    ],
  };
}
