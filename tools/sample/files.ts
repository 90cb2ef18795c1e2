import { addDays, daysOfShop, isoDate, isoDateTime, monthOf, monthsOfShop } from './calendar';
import { catalogue } from './catalogue';
import { channels } from './channels';
import { createCustomers, type Customer } from './customers';
import { createOrders, type Order } from './orders';
import { createRandom, type Random } from '../../src/models/random';

const currency = 'EUR';

export interface SampleShop {
  readonly orders: string;
  readonly products: string;
  readonly spend: string;
  readonly survey: string;
}

/** The simulated shop as the four CSV files that the app ships. The same seed gives the same bytes. */
export function createSampleShop(seed = 20241001): SampleShop {
  const random = createRandom(seed);
  const customers = createCustomers(random);
  const orders = createOrders(random, customers);
  return {
    orders: ordersCsv(orders),
    products: productsCsv(),
    spend: spendCsv(random, customers),
    survey: surveyCsv(random, customers, orders),
  };
}

function ordersCsv(orders: readonly Order[]): string {
  const header =
    'order_id,customer_id,ordered_at,status,currency,product_id,product_name,category,quantity,unit_price,' +
    'line_discount,order_shipping,order_tax,order_refund,coupon,channel,country';
  const rows = orders.flatMap((order) =>
    order.lines.map((line, index) => {
      // An order's own amounts stand on its first row only, as in most platforms' exports.
      const amounts = index === 0 ? [order.shipping, order.tax, order.refund].map(money) : ['', '', ''];
      return [
        order.id,
        order.customerId ?? '',
        isoDateTime(order.orderedAt),
        order.status,
        currency,
        line.product.id,
        line.product.name,
        line.product.category,
        String(line.quantity),
        money(line.unitPrice),
        money(line.discount),
        ...amounts,
        order.coupon,
        order.channel,
        order.country,
      ];
    }),
  );
  return csv(header, rows);
}

function productsCsv(): string {
  return csv(
    'product_id,product_name,category,unit_cost',
    catalogue.map((product) => [product.id, product.name, product.category, money(product.cost)]),
  );
}

/** A channel's monthly spend follows the customers it brought, at a price that grows. */
function spendCsv(random: Random, customers: readonly Customer[]): string {
  const rows = channels.flatMap((channel) =>
    monthsOfShop.flatMap((month, index) => {
      if (index < channel.opens) return [];
      const { first, days } = monthOf(month);
      const brought = customers.filter(
        (customer) => customer.channel === channel && within(customer.purchases[0] ?? 0, first, days),
      ).length;
      const price = channel.acquisitionCost * (1 + (channel.costGrowth * index) / 12);
      const amount = Math.round(brought * price * (0.9 + 0.2 * random.uniform()));
      const last = isoDate(addDays(first + days - 1));
      return [[channel.name, isoDate(month), last, money(amount), currency]];
    }),
  );
  return csv('channel,period_start,period_end,amount,currency', rows);
}

/** Two in ten customers answer "would you recommend us?"; those about to leave, and those refunded, score lower. */
function surveyCsv(random: Random, customers: readonly Customer[], orders: readonly Order[]): string {
  const refunded = new Set(orders.filter((order) => order.refund > 0).map((order) => order.customerId));
  const rows = customers.flatMap((customer) => {
    if (!random.chance(0.22)) return [];
    const last = customer.purchases.at(-1) ?? 0;
    const answered = last + 3 + random.exponential(0.1);
    if (answered >= daysOfShop) return [];
    const mood = 9.4 - 5.5 * customer.dropout - (refunded.has(customer.id) ? 2.2 : 0) + 1.5 * random.normal();
    const score = Math.min(10, Math.max(0, Math.round(mood)));
    return [[customer.id, isoDateTime(addDays(answered)), String(score)]];
  });
  return csv('customer_id,responded_at,score', rows);
}

const within = (day: number, first: number, days: number): boolean => day >= first && day < first + days;
const money = (cents: number): string => (cents / 100).toFixed(2);
const csv = (header: string, rows: readonly (readonly string[])[]): string =>
  [header, ...rows.map((row) => row.join(','))].join('\n') + '\n';
