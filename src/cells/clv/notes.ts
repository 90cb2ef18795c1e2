/** What the reader must know of the years behind the definitions: which they are, and what they leave out. */
import { m } from '../../i18n/locale.svelte';
import { lifetimeName } from '../lifetime';
import type { Formatter } from '../kind';
import type { ClvParams } from './clv';
import { isShort, type ClvView } from './view';

/** The rule of the lifetime in force; why it stands in for the chosen one, or is unknown. */
export function lifetimeText({ lifetime }: ClvView, format: Formatter): string {
  const { years, choice, fallback } = lifetime;
  if (years.value === null) return years.reason;
  if (fallback !== null) return m.clv_fallback({ years: format.number(years.value), reason: fallback });
  return lifetimeName(choice);
}

/** Sentences under the figure. */
export function yearNotes(view: ClvView, params: ClvParams, format: Formatter): string[] {
  const { activeYears, observedLifetime, lifetime } = view;
  if (activeYears.value === null) return [m.clv_unknown({ reason: activeYears.reason })];
  const words = {
    days: format.integer(view.churnDays),
    total: format.number(activeYears.value, 0),
    mean: format.number(observedLifetime.value),
  };
  return [
    m.clv_window(words),
    params.churnDays === null ? m.clv_window_automatic(words) : m.clv_window_given(words),
    ...(lifetime.fallback === null ? [] : [lifetimeText(view, format)]),
    lifetimeNote(view, format),
  ];
}

function lifetimeNote(view: ClvView, format: Formatter): string {
  const words = {
    years: format.number(view.lifetime.years.value),
    observed: format.number(view.observedLifetime.value),
    days: format.integer(view.churnDays),
    churn: format.percent(view.churn.value),
  };
  switch (view.lifetime.choice) {
    case 'observed':
      return m.clv_censored();
    case 'fixed':
      return isShort(view) ? m.clv_fixed_below(words) : m.clv_fixed_ahead(words);
    case 'churn':
      return isShort(view) ? m.clv_churn_below(words) : m.clv_churn_ahead(words);
  }
}

/** Which definitions are one identity, with the numbers; null while the active years are unknown. */
export function identityOf(
  { revenue, frequency, customers, lifetime, activeYears, observedLifetime }: ClvView,
  format: Formatter,
): { readonly title: string; readonly text: string } | null {
  if (activeYears.value === null) return null;
  const words = {
    aov: format.money(revenue.aov),
    rate: format.number(frequency),
    spend: format.money(revenue.yearly),
    years: format.number(lifetime.years.value),
    observed: format.number(observedLifetime.value),
    total: format.money(revenue.total),
    customers: format.integer(customers),
    value: format.money(revenue.clv[5]),
    ahead: format.money(revenue.clv[2]),
  };
  return lifetime.choice === 'observed'
    ? { title: m.clv_identity_title_all(), text: `${m.clv_identity(words)} ${m.clv_identity_all(words)}` }
    : { title: m.clv_identity_title(), text: `${m.clv_identity(words)} ${m.clv_identity_apart(words)}` };
}
