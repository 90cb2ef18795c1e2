import { m } from '../../i18n/locale.svelte';
import type { Formatter, TableTwin } from '../kind';
import type { Group } from './alive';
import { daysText, ordersText } from './words';

/** A row for each group of customers, and for all in a row or a column of the grid. */
export function aliveTable(groups: readonly Group[], format: Formatter): TableTwin {
  return {
    columns: [
      { key: 'days', label: m.alive_column_days(), format: 'text' },
      { key: 'orders', label: m.alive_column_orders(), format: 'text' },
      { key: 'customers', label: m.alive_column_customers(), format: 'integer' },
      { key: 'alive', label: m.alive_column_alive(), format: 'percent' },
      { key: 'expected', label: m.alive_column_expected(), format: 'number' },
    ],
    rows: groups.map((group) => ({
      values: {
        days: group.lowDays === null ? m.alive_any() : daysText(group, format),
        orders: group.lowOrders === null ? m.alive_any() : ordersText(group, format),
        customers: group.customers,
        alive: group.alive,
        expected: group.expected,
      },
    })),
  };
}
