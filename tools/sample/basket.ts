import { catalogue, type Product } from './catalogue';
import type { Random } from '../../src/models/random';

export interface BasketLine {
  readonly product: Product;
  quantity: number;
}

const products = new Map(catalogue.map((product) => [product.id, product]));
const cheapest = Math.min(...catalogue.map((product) => product.price));

/** Fills a basket with products that go together, until its value comes near `target` (cents). */
export function fillBasket(random: Random, target: number): BasketLine[] {
  const lines: BasketLine[] = [];
  let left = Math.max(target, cheapest);
  while (lines.length === 0 || left >= cheapest * 0.6) {
    const product = nextProduct(random, lines, left);
    if (!product) break;
    const line = lines.find((each) => each.product.id === product.id);
    if (line) line.quantity++;
    else lines.push({ product, quantity: 1 });
    left -= product.price;
  }
  return lines;
}

function nextProduct(random: Random, lines: readonly BasketLine[], left: number): Product | undefined {
  const fits = (product: Product) => product.price <= left * 1.12 + 60;
  const last = lines.at(-1)?.product;
  if (last && random.chance(0.55)) {
    const pairs = last.pairs.flatMap((id) => products.get(id) ?? []).filter(fits);
    const fresh = pairs.filter((pair) => !lines.some((line) => line.product.id === pair.id));
    if (fresh.length > 0) return random.pick(fresh);
  }
  if (last && fits(last) && last.price < 2000 && random.chance(0.3)) return last;
  const affordable = catalogue.filter(fits);
  if (affordable.length === 0) return undefined;
  // Most of the basket's value is its first lines: small things come last.
  return random.pick(affordable, (product) => product.popularity * Math.sqrt(product.price / left));
}
