/** `npm run sample`: writes the simulated shop into public/sample. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { strToU8, gzipSync } from 'fflate';
import { createSampleShop } from './files';

const folder = new URL('../../public/sample/', import.meta.url);
const shop = createSampleShop();
const files: [string, Uint8Array][] = [
  // mtime 0 keeps the bytes the same from run to run.
  ['orders.csv.gz', gzipSync(strToU8(shop.orders), { level: 9, mtime: 0 })],
  ['products.csv', strToU8(shop.products)],
  ['spend.csv', strToU8(shop.spend)],
  ['survey.csv', strToU8(shop.survey)],
];

mkdirSync(folder, { recursive: true });
for (const [name, bytes] of files) {
  writeFileSync(new URL(name, folder), bytes);
  console.log(`${name.padEnd(14)} ${bytes.length.toLocaleString('en')} bytes`);
}
