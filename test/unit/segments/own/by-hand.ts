/** Own segments reckoned without SQL: each doubtful row is taken both ways, and what then always holds is known. */
import type { Bounds, Condition, Match, Node, Period, Where } from '../../../../src/segments/own/definition';

export interface PlainLine {
  readonly product: string | null;
  readonly category: string | null;
  readonly quantity: number | null;
  readonly net: number;
}

export interface PlainOrder {
  readonly id: string;
  readonly customer: string;
  readonly at: Date;
  readonly currency: string | null;
  readonly net: number;
  readonly discount: number;
  readonly refund: number;
  readonly channel: string | null;
  readonly country: string | null;
  readonly coupon: string | null;
  readonly status: string | null;
  readonly lines: readonly PlainLine[];
  readonly attributes: readonly { readonly name: string; readonly value: string | null }[];
}

export interface PlainShop {
  readonly orders: readonly PlainOrder[];
  readonly currency: string | null;
  readonly asOf: Date;
}

export type Truth = boolean | null;
type Told = Readonly<Record<string, unknown>>;
export type MemberOf = (segment: string) => Truth;

const day = 86_400_000;
const negated = (truth: Truth): Truth => (truth === null ? null : !truth);

const every = (truths: readonly Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(null) ? null : true;
const some = (truths: readonly Truth[]): Truth => negated(every(truths.map(negated)));

/** @param told the customer's row of the customer summary */
export function evaluate(node: Node, told: Told, all: PlainShop, memberOf: MemberOf): Truth {
  const truth =
    node.type === 'group'
      ? (node.join === 'all' ? every : some)(node.items.map((item) => evaluate(item, told, all, memberOf)))
      : evaluateCondition(node, told, all, memberOf);
  return node.not === true ? negated(truth) : truth;
}

function evaluateCondition(condition: Condition, told: Told, all: PlainShop, memberOf: MemberOf): Truth {
  const inScope = all.orders.filter(({ at, currency }) => currency === all.currency && at <= all.asOf);
  const orders = inScope.filter(({ customer }) => customer === told['customer_id']);
  switch (condition.type) {
    case 'number':
      return within(told[condition.column], condition.bounds);
    case 'date':
      return during(told[condition.column], condition.period, all.asOf);
    case 'flag':
      return told[condition.column] as Truth;
    case 'text': {
      const value = told[condition.column] as string | null;
      if (condition.column !== 'first_coupon') return matches(value, condition.match);
      return withCoupon(value, condition.match, inScope);
    }
    case 'segment':
      return memberOf(condition.segment);
    case 'orders': {
      const { measure, bounds, where } = condition;
      const rows = orders
        .filter(({ at }) => where.period === undefined || during(at, where.period, all.asOf) === true)
        .map((order): Doubtful => ({ isMeant: isMeant(order, where, inScope), amount: order.net }));
      return measured(measure, rows, bounds);
    }
    case 'bought':
    case 'products': {
      const { by, match, period } = condition;
      const bought = condition.type === 'bought';
      const rows = orders
        .filter(({ at }) => period === undefined || during(at, period, all.asOf) === true)
        .flatMap(({ lines }): Doubtful[] =>
          lines.length === 0
            ? [{ isMeant: null, amount: bought ? 1 : null }]
            : lines.map((line) => {
                const meant = matches(by === 'product' ? line.product : line.category, match);
                const returned = line.quantity !== null && line.quantity <= 0;
                if (bought) return { isMeant: every([meant, !returned]), amount: 1 };
                return { isMeant: meant, amount: condition.measure === 'spend' ? line.net : line.quantity };
              }),
        );
      if (bought) return measured('count', rows, { least: 1 });
      return measured('sum', rows, condition.bounds);
    }
    case 'attribute': {
      const values = orders
        .flatMap(({ attributes }) => attributes)
        .filter(({ name }) => name === condition.name)
        .map(({ value }) => value);
      if (condition.match.type === 'empty')
        return values.length === 0 ? null : values.every((value) => value === null);
      const known = values.filter((value) => value !== null);
      return known.length === 0 ? null : some(known.map((value) => matches(value, condition.match)));
    }
  }
}

interface Doubtful {
  readonly isMeant: Truth;
  readonly amount: number | null;
}

/** Each doubtful row in, and out. */
function worlds(rows: readonly Doubtful[]): (number | null)[][] {
  return rows.reduce<(number | null)[][]>(
    (before, { isMeant: meant, amount }) => [
      ...(meant === true ? [] : before),
      ...(meant === false ? [] : before.map((amounts) => [...amounts, amount])),
    ],
    [[]],
  );
}

function measured(measure: 'count' | 'sum' | 'average', rows: readonly Doubtful[], bounds: Bounds): Truth {
  if (measure === 'average') {
    const meant = rows.filter(({ isMeant: truth }) => truth === true);
    if (rows.some(({ isMeant: truth }) => truth === null) || meant.length === 0) return null;
    return within(sum(meant.map(({ amount }) => amount ?? 0)) / meant.length, bounds);
  }
  const sums = worlds(measure === 'count' ? rows.map((row) => ({ ...row, amount: 1 })) : rows).map(
    (amounts) => (amounts.includes(null) ? null : sum(amounts.map((amount) => amount ?? 0))),
  );
  if (sums.includes(null)) return null;
  const known = sums.map((value) => value ?? 0);
  const { least = -Infinity, most = Infinity } = bounds;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (low >= least && high <= most) return true;
  return high < least || low > most ? false : null;
}

// Cents, so that sums are exact.
const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + Math.round(amount * 100), 0) / 100;

function isMeant(order: PlainOrder, where: Where, inScope: readonly PlainOrder[]): Truth {
  const namesDiscounts = inScope.some(({ discount, coupon }) => discount > 0 || coupon !== null);
  return every([
    ...(['channel', 'country', 'status'] as const).flatMap((name) => {
      const match = where[name];
      return match === undefined ? [] : [matches(order[name], match)];
    }),
    where.coupon === undefined || withCoupon(order.coupon, where.coupon, inScope),
    where.discounted === undefined ||
      (namesDiscounts ? (order.discount > 0 || order.coupon !== null) === where.discounted : null),
    where.refunded === undefined || order.refund > 0 === where.refunded,
    where.net === undefined || within(order.net, where.net),
  ]);
}

function withCoupon(value: string | null, match: Match, inScope: readonly PlainOrder[]): Truth {
  if (inScope.every(({ coupon }) => coupon === null)) return null;
  return matches(value, match) ?? false;
}

function matches(value: string | null, match: Match): Truth {
  if (match.type === 'empty') return value === null;
  if (value === null) return null;
  return match.type === 'one_of'
    ? match.values.includes(value)
    : value.toLowerCase().includes(match.value.toLowerCase());
}

function within(value: unknown, { least = -Infinity, most = Infinity }: Bounds): Truth {
  return typeof value === 'number' ? value >= least && value <= most : null;
}

function during(value: unknown, period: Period, asOf: Date): Truth {
  if (!(value instanceof Date)) return null;
  if ('days' in period) return value > new Date(asOf.getTime() - period.days * day) && value <= asOf;
  const { from = '0000-01-01', to = '9999-12-31' } = period;
  const text = value.toISOString().slice(0, 10);
  return text >= from && text <= to;
}
