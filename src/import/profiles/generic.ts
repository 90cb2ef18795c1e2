import { aliases } from './aliases';
import type { OrderProfile } from './profile';
import { commonStatuses } from './statuses';

/** Any table of orders or order lines. Its columns are guessed and the user confirms them. */
export const generic: OrderProfile = {
  content: 'orders',
  id: 'generic',
  signature: [],
  columns: aliases,
  grain: 'test',
  orderAmounts: 'test',
  subtotal: 'unknown',
  statuses: commonStatuses,
};
