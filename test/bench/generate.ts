import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { createRandom } from '../../src/models/random';

const header =
  'order_id,customer_id,ordered_at,status,currency,product_id,quantity,unit_price,channel,country\n';
const channels = ['organic', 'email', 'paid social', 'paid search', 'affiliate'];
const countries = ['ES', 'IT', 'PT'];
const linesPerWrite = 20_000;
const start = Date.UTC(2023, 0, 1);
const span = 3 * 365 * 86_400_000;

/** A made CSV of one-line orders over three years, about 72 bytes each, by one customer for every eight orders or five. */
export async function generateOrders(
  folder: string,
  orders: number,
  ordersPerCustomer: 5 | 8 = 8,
): Promise<string> {
  const suffix = ordersPerCustomer === 8 ? '' : `-by-${String(orders / ordersPerCustomer)}`;
  const file = path.join(folder, `orders-${String(orders)}${suffix}.csv`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.part`;
  const out = createWriteStream(unfinished);
  const random = createRandom(orders);
  const customers = Math.ceil(orders / ordersPerCustomer);
  let text = header;
  for (let order = 0; order < orders; order++) {
    const at = new Date(start + (span * order) / orders).toISOString().slice(0, 19);
    // Everyone orders once; of the rest, the square makes some customers frequent and many rare.
    const customer =
      order % ordersPerCustomer === 0
        ? order / ordersPerCustomer
        : Math.floor(customers * random.uniform() ** 2);
    const price = (5 + random.exponential(0.04)).toFixed(2);
    text += `${String(100_000_001 + order)},c${String(customer).padStart(7, '0')},${at},completed,EUR,P${String(random.below(500))},${String(1 + random.below(3))},${price},${channels[random.below(5)] ?? ''},${countries[random.below(3)] ?? ''}\n`;
    if ((order + 1) % linesPerWrite === 0) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'close');
  renameSync(unfinished, file);
  return file;
}
