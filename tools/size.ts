/** `npm run size`: fails when the built site is over its budget. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const budgets = { pageScript: 350_000, firstVisit: 9_000_000 };

interface Asset {
  readonly name: string;
  /** As a host sends it: text is compressed, the engine is so already. */
  readonly bytes: number;
}

// DuckDB's worker and binary, its client library, and Arrow, its wire format: fetched after the page is painted.
const isEngine = (name: string) => name.startsWith('assets/duckdb-');
// The engine's own code, the models and the service worker: threads of their own, that the page never waits to parse.
const isWorker = ({ name }: Asset) => name.startsWith('assets/worker-') || name === 'service-worker.js';
// Not fetched by a visit: pictures for app stores, and what hosts read for themselves.
const isVisited = (name: string) => !name.startsWith('screenshots/') && !name.startsWith('_');

function assets(): Asset[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const content = readFileSync(file);
      const bytes = /\.(?:bin|gz|png)$/.test(entry.name) ? content.length : gzipSync(content).length;
      return { name: path.relative(dist, file).replaceAll(path.sep, '/'), bytes };
    })
    .filter((asset) => isVisited(asset.name));
}

// The page runs the messages of one language; the others wait on the device for a change of language.
const language = /^assets\/(?:en|es|it)-[^/]+\.js$/;
function oneLanguage(list: readonly Asset[]): Asset[] {
  const [, ...others] = list
    .filter(({ name }) => language.test(name))
    .sort((one, other) => other.bytes - one.bytes);
  if (others.length !== 2) throw new Error(`Expected three languages, found ${String(others.length + 1)}`);
  return list.filter((asset) => !others.includes(asset));
}

const sum = (list: readonly Asset[]) => list.reduce((total, asset) => total + asset.bytes, 0);
const all = assets();
const scripts = all.filter((asset) => asset.name.endsWith('.js') && !isEngine(asset.name));
const [workers, page] = [scripts.filter(isWorker), scripts.filter((asset) => !isWorker(asset))];

const print = (list: readonly Asset[]) => {
  for (const { name, bytes } of [...list].sort((one, other) => other.bytes - one.bytes)) {
    console.log(`${bytes.toLocaleString('en').padStart(12)}  ${name}`);
  }
};
console.log('JavaScript of the page, gzip:');
print(page);
console.log('JavaScript of the workers, gzip:');
print(workers);
console.log('Everything else of a first visit:');
print(all.filter((asset) => !scripts.includes(asset)));
const checks = [
  {
    what: 'JavaScript of the page, gzip, in the longest language',
    bytes: sum(oneLanguage(page)),
    most: budgets.pageScript,
  },
  {
    what: 'first visit, everything that the service worker keeps',
    bytes: sum(all),
    most: budgets.firstVisit,
  },
];
for (const { what, bytes, most } of checks) {
  const verdict = bytes <= most ? 'within' : 'OVER';
  console.log(`${bytes.toLocaleString('en').padStart(12)}  ${what}: ${verdict} ${most.toLocaleString('en')}`);
}
if (page.length === 0 || workers.length === 0 || checks.some(({ bytes, most }) => bytes > most))
  process.exitCode = 1;
