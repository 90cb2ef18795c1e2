import { channels, countries, type Channel, type Country } from './channels';
import { addDays, daysOfShop, monthOf, monthsOfShop } from './calendar';
import type { Random } from '../../src/models/random';

export interface Customer {
  readonly id: string;
  readonly channel: Channel;
  readonly country: Country;
  /** Days since the shop opened, one per order, ascending. */
  readonly purchases: readonly number[];
  /** Rate of the gamma that each order's value is drawn from: `shape / rate` is the mean, in euros. */
  readonly spendRate: number;
  readonly dropout: number;
  /** First bought for the discount of the November sale. */
  readonly bargain: boolean;
}

/** Shape of an order's value within one customer: `p` of the gamma-gamma model. */
export const spendShape = 6;
const spendSpread = { q: 4.2, gamma: 24 };

const newCustomers = 4000;
// From January to December: the shop sells gifts.
const season = [0.95, 0.85, 0.9, 0.9, 0.95, 0.85, 0.8, 0.65, 0.95, 1.05, 1.5, 1.65];

/**
 * Customers whose orders follow the BG/NBD model (Fader, Hardie and Lee, Marketing Science 24, 2005, section 3)
 * and whose order values follow the gamma-gamma model (Fader and Hardie, 2013, "The Gamma-Gamma Model of Monetary Value").
 */
export function createCustomers(random: Random): Customer[] {
  const arrivals = monthsOfShop.map(
    (month, index) => (season[month.getUTCMonth()] ?? 1) * (1 + 0.025 * index),
  );
  const total = arrivals.reduce((sum, weight) => sum + weight, 0);
  const starts = monthsOfShop.flatMap((month, index) => {
    const count = random.poisson((newCustomers * (arrivals[index] ?? 0)) / total);
    return Array.from({ length: count }, () => ({ month: index, day: dayWithin(random, month) }));
  });
  return starts
    .sort((one, other) => one.day - other.day)
    .map((start, index) => createCustomer(random, String(20001 + index), start));
}

function createCustomer(random: Random, id: string, start: { month: number; day: number }): Customer {
  const channel = random.pick(channels, (each) => (each.opens <= start.month ? each.share : 0));
  const country = random.pick(countries, (each) => each.share);
  const bargain = isNovemberSale(start.day) && random.chance(0.6);
  const dropout = random.beta(channel.a * (bargain ? 1.6 : 1), channel.b);
  const weeklyRate = random.gamma(channel.r, channel.alpha);
  const level = random.gamma(spendSpread.q, spendSpread.gamma * channel.spend);
  const purchases = [start.day];
  for (let day = start.day; ;) {
    day += 7 * random.exponential(weeklyRate);
    if (day >= daysOfShop) break;
    purchases.push(day);
    if (random.chance(dropout)) break;
  }
  return { id, channel, country, purchases, spendRate: level, dropout, bargain };
}

/** Late November: more people, for the discount. */
export function isNovemberSale(day: number): boolean {
  const date = addDays(day);
  return date.getUTCMonth() === 10 && date.getUTCDate() >= 21;
}

function dayWithin(random: Random, month: Date): number {
  const { first, days } = monthOf(month);
  if (month.getUTCMonth() === 10 && random.chance(0.45)) return first + 20 + random.uniform() * (days - 20);
  return first + random.uniform() * days;
}
