import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { GroupName } from './groups';
import type { RfmView } from './view';
import { customersText, wordsOf } from './words';

const slipping: readonly GroupName[] = ['cannot_lose', 'at_risk'];

/** What the best group brings, and what those who were good and have stayed away have brought. */
export const findingOf = (view: RfmView, format: Formatter): string =>
  view.scheme === 'tiers' ? tierFinding(view, format) : groupFinding(view, format);

/** The best tier that has customers beside the last one. */
function tierFinding({ groups }: RfmView, format: Formatter): string {
  const [best, last] = [groups[0], groups.at(-1)];
  if (!best || !last || best === last) return m.rfm_finding_one_tier();
  return m.rfm_finding_tiers({
    best: wordsOf(best.name).label,
    customers: format.percent(best.customerShare),
    revenue: format.percent(best.revenueShare),
    last: wordsOf(last.name).label,
    others: format.percent(last.customerShare),
    rest: format.percent(last.revenueShare),
  });
}

function groupFinding({ groups }: RfmView, format: Formatter): string {
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
