import { describe, expect, test } from 'vitest';
import type { Cells, Parameters } from '../../../../src/models/btyd/model';
import { paretoNbd, paretoNbdLogAlive } from '../../../../src/models/btyd/pareto-nbd';
import { references, type Reference } from '../../../fixtures/clv-reference';
import { hasShared } from '../../../fixtures/shared';

interface Inputs {
  readonly params: Parameters | readonly number[];
  readonly t?: number | readonly number[];
  readonly customers?: readonly { readonly x: number; readonly t_x: number; readonly T: number }[];
  readonly x?: number | readonly number[];
  readonly t_x?: number | readonly number[];
  readonly T?: number | readonly number[];
  readonly d_per_week?: number;
  readonly n_purchases_and_t?: string;
}

const listOf = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : Object.values(value as Readonly<Record<string, number>>);

const parametersOf = (params: Inputs['params']): Parameters => {
  if (!('length' in params)) return params;
  const [r = 0, alpha = 0, s = 0, beta = 0] = params as readonly number[];
  return { r, alpha, s, beta };
};

function cellsOf({ customers, x, t_x, T }: Inputs): Cells {
  const counts = customers ? customers.map((each) => each.x) : listOf(x);
  const spread = (one: unknown, name: 't_x' | 'T') => {
    if (customers) return customers.map((each) => each[name]);
    const values = listOf(one);
    return counts.map((_, i) => values[i] ?? values[0] ?? Number.NaN);
  };
  return {
    x: Float64Array.from(counts),
    recency: Float64Array.from(spread(t_x, 't_x')),
    age: Float64Array.from(spread(T, 'T')),
    weight: new Float64Array(counts.length).fill(1),
  };
}

const single = (cells: Cells, cell: number): Cells => {
  const one = (values: Float64Array) => values.slice(cell, cell + 1);
  return { x: one(cells.x), recency: one(cells.recency), age: one(cells.age), weight: one(cells.weight) };
};

const logLikelihoods = (parameters: Parameters, cells: Cells): number[] =>
  Array.from(cells.x, (_, cell) =>
    paretoNbd.objective(single(cells, cell))(
      Float64Array.from(['r', 'alpha', 's', 'beta'], (name) => Math.log(parameters[name] ?? Number.NaN)),
      new Float64Array(4),
    ),
  );

/** The longest relative distance; 0 against 0 counts as none. */
function distance(values: Iterable<number>, expected: readonly number[]): number {
  const all = [...values];
  expect(all).toHaveLength(expected.length);
  return Math.max(
    ...all.map((value, i) => (value === expected[i] ? 0 : Math.abs(value / (expected[i] ?? 0) - 1))),
  );
}

/** The 30-digit value where there is one, else the library's, with how near to it an exact result must be. */
const goal = ({ expected }: Reference): [values: number[], within: number] =>
  'exact' in expected
    ? [listOf(expected['exact']), 1e-12]
    : [listOf(expected['library_values'] ?? expected['library_value']), 1e-6];

const results: Readonly<Record<string, (inputs: Inputs, cells: Cells) => Iterable<number>>> = {
  cet: ({ params, t }, cells) => paretoNbd.expectedOrders(parametersOf(params), cells, Number(t)),
  p_alive: ({ params }, cells) => paretoNbd.probabilityAlive(parametersOf(params), cells, 0),
  expected_new: ({ params, t }) =>
    listOf(t).map((time) => paretoNbd.expectedOrdersOfNew(parametersOf(params), time)),
  loglik_single: ({ params }, cells) => logLikelihoods(parametersOf(params), cells),
  pmf: ({ params, t }) => paretoNbd.orderDistribution(parametersOf(params), Number(t), 10),
  conditional_pmf: ({ params, n_purchases_and_t }, cells) => {
    const [n = 0, horizon = 0] = (n_purchases_and_t?.match(/\d+/g) ?? []).map(Number);
    return Array.from(cells.x, (x, i) => {
      const customer = { x, recency: cells.recency[i] ?? 0, age: cells.age[i] ?? 0 };
      return paretoNbd.orderDistributionOf(parametersOf(params), customer, horizon, n)[n] ?? Number.NaN;
    });
  },
  dert: ({ params, d_per_week }, cells) =>
    paretoNbd.discountedOrders(parametersOf(params), cells, Infinity, d_per_week ?? Number.NaN),
};

describe.skipIf(!hasShared)('Pareto/NBD against reference values (needs ../shared)', () => {
  const all = hasShared ? references('Pareto/NBD') : [];
  const simple = all.filter(({ kind }) => kind in results);

  test.each(simple.map((each) => [`${each.id} ${each.kind}`, each] as const))('%s', (_, entry) => {
    const inputs = entry.inputs as unknown as Inputs;
    const [expected, within] = goal(entry);
    const needsCells = !['expected_new', 'pmf'].includes(entry.kind);
    const empty = { ...inputs, x: [], t_x: [], T: [] };
    const values = results[entry.kind]?.(inputs, cellsOf(needsCells ? inputs : empty)) ?? [];
    expect(distance(values, expected)).toBeLessThan(within);
  });

  const stress = (id: string): { inputs: Inputs; expected: Readonly<Record<string, readonly number[]>> } => {
    const entry = all.find((each) => each.id.startsWith(id));
    if (!entry) throw new Error(id);
    return {
      inputs: entry.inputs as unknown as Inputs,
      expected: Object.fromEntries(
        Object.entries(entry.expected).map(([name, value]) => [name, listOf(value)]),
      ),
    };
  };

  test('106: where a library underflowed', () => {
    const { inputs, expected } = stress('106');
    const orders = paretoNbd.expectedOrders(parametersOf(inputs.params), cellsOf(inputs), Number(inputs.t));
    expect(distance(orders, Object.values(expected).flat())).toBeLessThan(1e-12);
  });

  test('107: hundreds of orders, overflowing elsewhere', () => {
    const { inputs, expected } = stress('107');
    const parameters = parametersOf(inputs.params);
    expect(
      distance(paretoNbdLogAlive(parameters, cellsOf(inputs)), expected['log_p_alive'] ?? []),
    ).toBeLessThan(1e-12);
    expect(distance(logLikelihoods(parameters, cellsOf(inputs)), expected['loglik'] ?? [])).toBeLessThan(
      1e-12,
    );
  });

  test('108: heavy buyers that gave no number elsewhere', () => {
    const { inputs, expected } = stress('108');
    const parameters = parametersOf(inputs.params);
    expect(
      distance(paretoNbd.probabilityAlive(parameters, cellsOf(inputs), 0), expected['p_alive'] ?? []),
    ).toBeLessThan(1e-12);
    expect(distance(logLikelihoods(parameters, cellsOf(inputs)), expected['loglik'] ?? [])).toBeLessThan(
      1e-12,
    );
  });

  test('109: alpha equal to beta, and nearly', () => {
    const { inputs, expected } = stress('109');
    const values = (inputs.params as unknown as readonly (readonly number[])[]).flatMap((each) =>
      logLikelihoods(parametersOf(each), cellsOf(inputs)),
    );
    expect(distance(values, expected['loglik'] ?? [])).toBeLessThan(1e-13);
  });

  test('110: s close to 1', () => {
    const { inputs, expected } = stress('110');
    const [orders, ofNew]: [number[], number[]] = [[], []];
    for (const each of inputs.params as unknown as readonly (readonly number[])[]) {
      orders.push(...paretoNbd.expectedOrders(parametersOf(each), cellsOf(inputs), Number(inputs.t)));
      ofNew.push(paretoNbd.expectedOrdersOfNew(parametersOf(each), Number(inputs.t)));
    }
    expect(distance(orders, expected['cet'] ?? [])).toBeLessThan(1e-12);
    expect(distance(ofNew, expected['expected_new'] ?? [])).toBeLessThan(1e-12);
  });
});
