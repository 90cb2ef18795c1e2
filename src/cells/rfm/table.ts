/** The twin of the RFM figures: a row for each group, then one for each cell of the grid. */
import { m } from '../../i18n/locale.svelte';
import type { CellValue, Formatter, TableTwin } from '../kind';
import type { RfmView, Shares } from './view';
import { daysRange, ordersRange, wordsOf } from './words';

export function rfmTable({ groups, rows, total }: RfmView, format: Formatter): TableTwin {
  const cells = rows.flatMap((row) => row.cells).filter(({ customers }) => customers > 0);
  return {
    columns: [
      { key: 'group', label: m.rfm_column_group(), format: 'text' },
      { key: 'customers', label: m.rfm_column_customers(), format: 'integer' },
      { key: 'customerShare', label: m.rfm_column_customer_share(), format: 'percent' },
      { key: 'revenue', label: m.rfm_column_revenue(), format: 'money' },
      { key: 'revenueShare', label: m.rfm_column_revenue_share(), format: 'percent' },
      { key: 'mean', label: m.rfm_column_mean(), format: 'money' },
      { key: 'medianDays', label: m.rfm_column_median_days(), format: 'days' },
      { key: 'days', label: m.rfm_column_days(), format: 'text' },
      { key: 'orders', label: m.rfm_column_orders(), format: 'text' },
      { key: 'action', label: m.rfm_column_action(), format: 'text' },
    ],
    rows: [
      { values: { group: m.rfm_total(), ...valuesOf(total, format) } },
      ...groups.map((group) => {
        const { label, action } = wordsOf(group.name);
        return { values: { group: label, ...valuesOf(group, format), action } };
      }),
      ...cells.map((cell) => ({
        values: {
          group: m.rfm_cell({ recency: String(cell.recency), frequency: String(cell.frequency) }),
          ...valuesOf(cell, format),
        },
      })),
    ],
  };
}

const valuesOf = (shares: Shares, format: Formatter): Record<string, CellValue> => ({
  customers: shares.customers,
  customerShare: shares.customerShare,
  revenue: shares.revenue,
  revenueShare: shares.revenueShare,
  mean: shares.mean,
  medianDays: shares.medianDays,
  days: daysRange(shares, format),
  orders: ordersRange(shares, format),
});
