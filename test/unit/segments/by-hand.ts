/** Every segment told from plain order rows, without the summary's SQL: one customer after another, by the definitions' words. */

import { cutsByHand } from './breaks-by-hand';

export interface PlainOrder {
  readonly customer: string;
  /** Milliseconds of the shop's wall clock. */
  readonly at: number;
  /** Net in 1/10000 of the currency, so that sums are exact. */
  readonly units: bigint;
  readonly isDiscounted: boolean;
}

export interface PlainShop {
  readonly orders: readonly PlainOrder[];
  /** By customer: what they answered, and when; null: no survey at all. */
  readonly answers:
    readonly { readonly customer: string; readonly at: number; readonly score: number }[] | null;
  readonly carts: readonly { readonly customer: string; readonly at: number }[] | null;
  /** Probability of being alive by customer, of whom a model foretells something. */
  readonly alive: ReadonlyMap<string, number>;
}

export type Membership = boolean | null;

const day = 86_400_000;

interface Person {
  readonly id: string;
  readonly orders: number;
  readonly units: bigint;
  readonly orderValue: number;
  readonly recency: number;
  readonly span: number;
  readonly isLost: boolean | null;
  readonly ownGap: number;
  readonly rate: number | null;
  readonly discountShare: number;
  readonly answer: number | null;
  readonly carts: number;
  readonly lastCart: number | null;
  readonly last: number;
}

export interface Options {
  readonly first_time: { readonly max_age: number | null };
  readonly repeat: { readonly orders: number };
  readonly loyal: { readonly orders: number; readonly span: number };
  readonly low_rate: { readonly factor: number; readonly observed: number };
  readonly high_rate_low_ticket: { readonly factor: number; readonly observed: number };
  readonly highest_value: { readonly part: number };
  readonly big_spenders: { readonly top: number };
  readonly high_aov: { readonly top: number };
  readonly vip: { readonly score: number };
  readonly full_price: { readonly at_most: number };
  readonly discount_buyers: { readonly at_least: number };
  readonly at_risk: { readonly factor: number; readonly own_from: number };
  readonly lapsed: { readonly silence: number | null };
  readonly churn_risk: { readonly high_below: number; readonly low_from: number; readonly top: number };
  readonly rate_clusters: { readonly clusters: number | null; readonly observed: number };
  readonly cart_abandoners: { readonly carts: number; readonly cart_age: number | null };
}

export const presets: Options = {
  first_time: { max_age: null },
  repeat: { orders: 2 },
  loyal: { orders: 3, span: 90 },
  low_rate: { factor: 0.5, observed: 30 },
  high_rate_low_ticket: { factor: 1, observed: 30 },
  highest_value: { part: 50 },
  big_spenders: { top: 20 },
  high_aov: { top: 20 },
  vip: { score: 4 },
  full_price: { at_most: 0 },
  discount_buyers: { at_least: 50 },
  at_risk: { factor: 2, own_from: 3 },
  lapsed: { silence: null },
  churn_risk: { high_below: 30, low_from: 70, top: 50 },
  rate_clusters: { clusters: null, observed: 30 },
  cart_abandoners: { carts: 1, cart_age: 90 },
};

/** By segment, by customer. */
export function segmentsByHand(
  shop: PlainShop,
  asOf: Date,
  options: Options = presets,
): Map<string, Map<string, Membership>> {
  const now = asOf.getTime();
  const orders = shop.orders.filter(({ at }) => at <= now);
  const baskets = byCustomer(orders);
  const gaps = [...baskets.values()].flatMap(gapsOf);
  const shopGap = gaps.length > 0 ? median(gaps) : null;
  const lostAfter = gaps.length > 0 ? Math.max(1, Math.round(quantile(gaps, 0.9))) : null;
  const namesDiscounts = orders.some(({ isDiscounted }) => isDiscounted);
  const answers = byCustomer(shop.answers?.filter(({ at }) => at <= now) ?? []);
  const carts = byCustomer(shop.carts?.filter(({ at }) => at <= now) ?? []);

  const personOf = (id: string, own: readonly PlainOrder[], observed: number): Person => {
    const times = own.map(({ at }) => at);
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const units = own.reduce((sum, one) => sum + one.units, 0n);
    const active = lostAfter === null ? null : activeDays(own, now, lostAfter);
    const latest = answers.get(id)?.reduce((a, b) => (b.at > a.at ? b : a));
    const left = carts.get(id) ?? [];
    return {
      id,
      orders: own.length,
      units,
      orderValue: mean6(units, own.length),
      recency: Math.floor((now - last) / day),
      span: (last - first) / day,
      isLost: lostAfter === null ? null : last <= now - lostAfter * day,
      ownGap: own.length > 1 ? median(gapsOf(own)) : 0,
      rate: active === null || active < observed ? null : ((own.length - 1) * 365.25) / active,
      discountShare: own.filter(({ isDiscounted }) => isDiscounted).length / own.length,
      answer: latest?.score ?? null,
      carts: left.length,
      lastCart: left.length > 0 ? Math.max(...left.map(({ at }) => at)) : null,
      last,
    };
  };
  const peopleObserved = (observed: number): Person[] =>
    [...baskets].map(([id, own]) => personOf(id, own, observed));
  const people = peopleObserved(30);
  const orderMean = mean6(
    people.reduce((sum, { units }) => sum + units, 0n),
    orders.length,
  );
  const tell = (of: readonly Person[], told: (one: Person) => Membership): Map<string, Membership> =>
    new Map(of.map((one) => [one.id, told(one)]));
  const all = new Map<string, Map<string, Membership>>();
  const put = (id: string, told: (one: Person) => Membership, of: readonly Person[] = people): void => {
    all.set(id, tell(of, told));
  };
  const when = (known: boolean | null, then: boolean): Membership => (known === null ? null : then);

  const { max_age } = options.first_time;
  put('first_time', (one) => one.orders === 1 && (max_age === null || one.recency <= max_age));
  put('repeat', (one) => one.orders >= options.repeat.orders);
  put('loyal', (one) => {
    if (one.orders < options.loyal.orders || one.span < options.loyal.span) return false;
    return when(one.isLost, one.isLost === false);
  });

  const byRate = (id: 'low_rate' | 'high_rate_low_ticket'): void => {
    const { factor, observed } = options[id];
    const of = peopleObserved(observed);
    const rated = of.filter(({ rate }) => rate !== null);
    const days = rated.reduce(
      (sum, { id: name }) => sum + activeDays(baskets.get(name) ?? [], now, lostAfter ?? 0),
      0,
    );
    const shopRate = (rated.reduce((sum, one) => sum + one.orders - 1, 0) * 365.25) / days;
    put(
      id,
      ({ rate, orderValue }) => {
        if (rate === null) return null;
        return id === 'low_rate'
          ? rate < factor * shopRate
          : rate >= factor * shopRate && orderValue < orderMean;
      },
      of,
    );
  };
  byRate('low_rate');
  byRate('high_rate_low_ticket');

  const best = people.filter(({ units }) => units > 0n).sort((a, b) => (a.units > b.units ? -1 : 1));
  const earned = best.reduce((sum, { units }) => sum + units, 0n);
  const better = new Map<bigint, bigint>();
  let before = 0n;
  for (const { units } of best) {
    if (!better.has(units)) better.set(units, before);
    before += units;
  }
  put('highest_value', ({ units }) => {
    const of = better.get(units);
    return of !== undefined && 100n * of < BigInt(options.highest_value.part) * earned;
  });
  const worse = {
    units: worseThan(people.map(({ units }) => Number(units))),
    orders: worseThan(people.map((one) => one.orders)),
    orderValue: worseThan(people.map(({ orderValue }) => orderValue)),
    absence: worseThan(people.map(({ recency }) => -recency)),
  };
  const isTop = (count: number, top: number): boolean => 100 * count >= (100 - top) * people.length;
  put(
    'big_spenders',
    ({ units }) => units > 0n && isTop(worse.units(Number(units)), options.big_spenders.top),
  );
  put(
    'high_aov',
    ({ orderValue }) => orderValue > 0 && isTop(worse.orderValue(orderValue), options.high_aov.top),
  );
  const quintile = (count: number): number => 1 + Math.floor((5 * count) / people.length);
  put('vip', (one) =>
    [worse.absence(-one.recency), worse.orders(one.orders), worse.units(Number(one.units))]
      .map(quintile)
      .every((score) => score >= options.vip.score),
  );
  put('above_mean', ({ orderValue }) => orderValue > orderMean);
  put('below_mean', ({ orderValue }) => orderValue < orderMean);

  const { at_most } = options.full_price;
  const { at_least } = options.discount_buyers;
  put('full_price', ({ discountShare }) => (namesDiscounts ? discountShare <= at_most / 100 : null));
  put('discount_buyers', ({ discountShare }) => (namesDiscounts ? discountShare >= at_least / 100 : null));

  put('at_risk', (one) => {
    if (one.isLost === null || shopGap === null) return null;
    const usual = one.orders >= options.at_risk.own_from ? one.ownGap : shopGap;
    return !one.isLost && one.recency > options.at_risk.factor * Math.max(1, usual);
  });
  const silence = options.lapsed.silence ?? lostAfter;
  put('lapsed', ({ recency }) => (silence === null ? null : recency >= silence));

  const { high_below, low_from, top: valuable } = options.churn_risk;
  const risks = {
    high: (alive: number) => alive < high_below / 100,
    medium: (alive: number) => alive >= high_below / 100 && alive < low_from / 100,
    low: (alive: number) => alive >= low_from / 100,
  };
  for (const [risk, holds] of Object.entries(risks)) {
    put(`churn_risk_${risk}`, ({ id, units }) => {
      const alive = shop.alive.get(id);
      if (alive === undefined) return null;
      return holds(alive) && units > 0n && isTop(worse.units(Number(units)), valuable);
    });
  }

  const { carts: fewest, cart_age } = options.cart_abandoners;
  put('cart_abandoners', (one) => {
    if (shop.carts === null || shop.carts.length === 0) return null;
    if (one.carts < fewest || one.lastCart === null || one.lastCart <= one.last) return false;
    return cart_age === null || one.lastCart >= now - cart_age * day;
  });
  const answered = (told: (score: number) => boolean) => (one: Person) =>
    one.answer === null ? null : told(one.answer);
  put(
    'promoters',
    answered((score) => score >= 9),
  );
  put(
    'passives',
    answered((score) => score === 7 || score === 8),
  );
  put(
    'detractors',
    answered((score) => score <= 6),
  );

  const { observed, clusters } = options.rate_clusters;
  const rated = peopleObserved(observed);
  const cuts = cutsByHand(
    rated.flatMap(({ rate }) => (rate === null ? [] : [Math.round(rate * 100) / 100])),
    clusters,
  );
  for (let place = 1; place <= 6; place += 1) {
    put(
      `rate_cluster_${String(place)}`,
      ({ rate }) => {
        if (rate === null) return place > cuts.length + 1 ? false : null;
        return cuts.filter((cut) => rate >= cut).length + 1 === place;
      },
      rated,
    );
  }
  return all;
}

function byCustomer<T extends { readonly customer: string }>(rows: readonly T[]): Map<string, T[]> {
  const parts = new Map<string, T[]>();
  for (const row of rows) {
    const part = parts.get(row.customer);
    if (part) part.push(row);
    else parts.set(row.customer, [row]);
  }
  return parts;
}

/** How many of the values are less than one of them. */
function worseThan(values: readonly number[]): (value: number) => number {
  const first = new Map<number, number>();
  [...values]
    .sort((a, b) => a - b)
    .forEach((value, index) => {
      if (!first.has(value)) first.set(value, index);
    });
  return (value) => first.get(value) ?? 0;
}

function activeDays(own: readonly PlainOrder[], now: number, lostAfter: number): number {
  const times = own.map(({ at }) => at);
  return (Math.min(now, Math.max(...times) + lostAfter * day) - Math.min(...times)) / day;
}

function gapsOf(own: readonly PlainOrder[]): number[] {
  const times = own.map(({ at }) => at).sort((a, b) => a - b);
  return times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / day);
}

/** A mean to six decimals. */
const mean6 = (units: bigint, count: number): number => Math.round((Number(units) * 100) / count) / 1e6;

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Between the two values nearest to a place, in proportion. */
function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
