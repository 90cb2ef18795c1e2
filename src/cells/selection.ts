/** What a cell says of the shared filter: whom its figures count. */
import { m } from '../i18n/locale.svelte';
import type { Scope } from '../schema/scope';
import type { Formatter } from './kind';

/** A finding, with how many customers it is about where a filter selects some. */
export const ofSelected = (
  finding: string,
  customers: number,
  { filter }: Scope,
  format: Formatter,
): string =>
  filter === null
    ? finding
    : `${m.cells_selected({ count: customers, formatted: format.integer(customers) })} ${finding}`;

/** Why there is no customer to speak of. */
export const nobodyText = ({ filter }: Scope): string =>
  filter === null ? m.cells_no_customers() : m.cells_nobody_selected();
