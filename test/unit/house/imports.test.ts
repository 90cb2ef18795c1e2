import { expect, test } from 'vitest';
import { filesBelow, importsOf, textOf, type Import } from './sources';

/** What each part of the house may import besides itself. `(types)` allows `import type` only. */
const rules: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  i18n: ['schema'],
  models: ['schema'],
  ui: ['schema', 'i18n'],
  figures: ['schema', 'i18n', 'models', 'ui'],
  summary: ['schema', 'i18n'],
  filter: ['schema'],
  import: ['schema'],
  predict: ['schema', 'models'],
  engine: ['schema', 'import (types)', 'predict (types)', 'workers'],
  cells: [
    'schema',
    'i18n',
    'models',
    'ui',
    'figures',
    'summary',
    'segments',
    'filter',
    'export',
    'predict (types)',
    'import (types)',
  ],
  export: ['schema', 'i18n', 'ui', 'summary'],
  intake: ['schema', 'i18n', 'ui', 'engine', 'import (types)'],
  segments: ['schema', 'i18n', 'models', 'summary'],
  notebook: [
    'schema',
    'predict',
    'segments',
    'summary',
    'filter',
    'i18n',
    'models',
    'ui',
    'figures',
    'cells',
    'engine',
    'import (types)',
    'intake (types)',
  ],
  app: [
    'schema',
    'predict',
    'segments',
    'summary',
    'filter',
    'i18n',
    'models',
    'ui',
    'figures',
    'cells',
    'engine',
    'import (types)',
    'intake',
    'notebook',
  ],
  workers: ['schema', 'import', 'models', 'predict', 'engine (types)', 'tools'],
};

/** What two parts agree on, or what both sides of the engine's wall need: open to whoever may import its types. */
const contracts = [
  'src/import/types',
  'src/engine/protocol',
  'src/engine/arrow',
  'src/engine/lifetime',
  'src/predict/request',
  'src/predict/orders.sql',
];

/** The part of the house that a file belongs to; null outside it. */
function partOf(file: string): string | null {
  const [top, second, ...rest] = file.split('/');
  if (top === 'workers' || top === 'tools') return top;
  if (top !== 'src' || second === undefined) return null;
  return rest.length > 0 || second in rules ? second : 'app';
}

function violation({ from, specifier, target, typesOnly }: Import): string | null {
  if (target === null) return null;
  const [here, there] = [partOf(from), partOf(target)];
  if (here === null || there === null || here === there) return null;
  // The tokens are for all, and belong to none.
  if (target === 'src/app.css') return null;
  const allowed = rules[here] ?? [];
  const open = typesOnly || contracts.includes(target);
  if (allowed.includes(there) || (open && allowed.includes(`${there} (types)`))) return null;
  return `${from} imports ${specifier}: "${here}" may import ${allowed.join(', ') || 'nobody'}, not "${there}"`;
}

const sources = [...filesBelow('src', /\.(?:ts|svelte)$/), ...filesBelow('workers', /\.ts$/)];

test('every folder of src has its rule', () => {
  const parts = new Set(sources.map(partOf).filter((part) => part !== null));
  expect([...parts].filter((part) => !(part in rules))).toEqual([]);
});

test('imports go one way', () => {
  const violations = sources.flatMap(importsOf).flatMap((each) => violation(each) ?? []);
  expect(violations.join('\n')).toBe('');
});

test('the page reaches the engine worker only through src/engine', () => {
  const users = filesBelow('src', /\.(?:ts|svelte)$/).filter((file) =>
    textOf(file).includes('workers/engine'),
  );
  expect(users.filter((file) => partOf(file) !== 'engine')).toEqual([]);
});
