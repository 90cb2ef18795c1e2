import { fillBasket, type BasketLine } from './basket';
import { addDays } from './calendar';
import { channels, countries, type Channel, type Country } from './channels';
import { isNovemberSale, spendShape, type Customer } from './customers';
import type { Random } from '../../src/models/random';

type Status = 'completed' | 'partially refunded' | 'refunded' | 'cancelled' | 'pending';

/** Amounts in cents, without tax unless it is named. */
export interface Order {
  id: string;
  /** null: bought as a guest. */
  readonly customerId: string | null;
  readonly orderedAt: Date;
  readonly status: Status;
  readonly channel: string;
  readonly country: string;
  readonly coupon: string;
  readonly lines: readonly OrderLine[];
  readonly shipping: number;
  readonly tax: number;
  readonly refund: number;
}

interface OrderLine extends BasketLine {
  readonly unitPrice: number;
  readonly discount: number;
}

interface Occasion {
  readonly customerId: string | null;
  readonly day: number;
  readonly channel: string;
  readonly country: Country;
  readonly coupon: Coupon | null;
  /** What is paid for the goods, in euros. */
  readonly value: number;
}

interface Coupon {
  readonly code: string;
  readonly percent: number;
}

const welcome: Coupon = { code: 'WELCOME10', percent: 10 };
const november: Coupon = { code: 'NOVEMBER20', percent: 20 };
const comeback: Coupon = { code: 'COMEBACK15', percent: 15 };
const freeShippingFrom = 5000;

/** All orders in the order of time, numbered from 100001. */
export function createOrders(random: Random, customers: readonly Customer[]): Order[] {
  const occasions = customers.flatMap((customer) => occasionsOf(random, customer));
  const guests = Math.round(occasions.length * 0.015);
  for (let i = 0; i < guests; i++) occasions.push(guestOccasion(random, customers));
  return occasions
    .map((occasion) => createOrder(random, occasion))
    .sort((one, other) => one.orderedAt.getTime() - other.orderedAt.getTime())
    .map((order, index) => ({ ...order, id: String(100001 + index) }));
}

function occasionsOf(random: Random, customer: Customer): Occasion[] {
  return customer.purchases.map((day, index) => {
    const since = index === 0 ? 0 : day - (customer.purchases[index - 1] ?? day);
    return {
      customerId: customer.id,
      day,
      country: customer.country,
      channel: channelOf(random, customer.channel, index),
      coupon: couponOf(random, customer, index, day, since),
      value: random.gamma(spendShape, customer.spendRate),
    };
  });
}

/** Whoever comes back often comes by himself or by the newsletter. */
function channelOf(random: Random, first: Channel, index: number): string {
  if (index === 0 || random.chance(0.4)) return first.name;
  return random.chance(0.55) ? 'email' : 'organic';
}

function couponOf(
  random: Random,
  customer: Customer,
  index: number,
  day: number,
  since: number,
): Coupon | null {
  if (index === 0 && customer.bargain) return november;
  if (index === 0) return random.chance(customer.channel.welcome) ? welcome : null;
  if (isNovemberSale(day) && random.chance(0.5)) return november;
  return since > 90 && random.chance(0.3) ? comeback : null;
}

function guestOccasion(random: Random, customers: readonly Customer[]): Occasion {
  const like = random.pick(customers);
  return {
    customerId: null,
    day: like.purchases[random.below(like.purchases.length)] ?? 0,
    country: random.pick(countries, (country) => country.share),
    channel: random.pick(channels, (channel) => channel.share).name,
    coupon: null,
    value: random.gamma(spendShape, like.spendRate),
  };
}

function createOrder(random: Random, occasion: Occasion): Order {
  // A replacement sent for nothing: it has goods and no money.
  const free = random.chance(0.004);
  const percent = free ? 0 : (occasion.coupon?.percent ?? 0);
  const basket = fillBasket(random, free ? 900 : (occasion.value * 100) / (1 - percent / 100));
  const lines = basket.map((line): OrderLine => {
    const unitPrice = free ? 0 : line.product.price;
    return { ...line, unitPrice, discount: Math.round((unitPrice * line.quantity * percent) / 100) };
  });
  const goods = lines.reduce((sum, line) => sum + lineNet(line), 0);
  const shipping = free || goods >= freeShippingFrom ? 0 : occasion.country.shipping;
  const { status, refund } = free ? { status: 'completed' as const, refund: 0 } : fate(random, lines, goods);
  return {
    id: '',
    customerId: occasion.customerId,
    orderedAt: timeOfDay(random, occasion.day),
    status,
    channel: occasion.channel,
    country: occasion.country.code,
    coupon: percent > 0 ? (occasion.coupon?.code ?? '') : '',
    lines,
    shipping,
    tax: Math.round(((goods + shipping) * occasion.country.vat) / 100),
    refund,
  };
}

/** What became of an order. A refund gives back goods, at what was paid for them. */
function fate(
  random: Random,
  lines: readonly OrderLine[],
  goods: number,
): { status: Status; refund: number } {
  const draw = random.uniform();
  if (draw < 0.012) return { status: 'cancelled', refund: 0 };
  if (draw < 0.017) return { status: 'pending', refund: 0 };
  if (draw < 0.037) return { status: 'refunded', refund: goods };
  if (draw < 0.067 && lines.length > 1) {
    return { status: 'partially refunded', refund: lineNet(random.pick(lines)) };
  }
  return { status: 'completed', refund: 0 };
}

const lineNet = (line: OrderLine): number => line.unitPrice * line.quantity - line.discount;

// Orders by hour of the day: few at night, most in the evening.
const hours = [1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 5, 5, 5, 4, 4, 4, 5, 5, 6, 7, 8, 8, 6, 3];

function timeOfDay(random: Random, day: number): Date {
  const hour = random.pick(
    hours.map((weight, index) => ({ weight, index })),
    (each) => each.weight,
  ).index;
  return addDays(Math.floor(day) + (hour + random.uniform()) / 24);
}
