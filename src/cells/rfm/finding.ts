import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { RfmView } from './view';
import { customersText, type GroupName } from './words';

const slipping: readonly GroupName[] = ['cannot_lose', 'at_risk'];

/** What the champions bring, and what those who were good and have stayed away have brought. */
export function findingOf({ groups }: RfmView, format: Formatter): string {
  const champions = groups.find(({ name }) => name === 'champions');
  const best = champions
    ? m.rfm_finding_best({
        count: champions.customers,
        formatted: format.integer(champions.customers),
        customers: format.percent(champions.customerShare),
        revenue: format.percent(champions.revenueShare),
      })
    : m.rfm_finding_no_best();
  const away = groups.filter(({ name }) => slipping.includes(name));
  if (away.length === 0) return `${best} ${m.rfm_finding_no_risk()}`;
  const count = away.reduce((sum, { customers }) => sum + customers, 0);
  const risk = m.rfm_finding_risk({
    count,
    customers: customersText(count, format),
    money: format.money(away.reduce((sum, { revenue }) => sum + revenue, 0)),
  });
  return `${best} ${risk}`;
}
