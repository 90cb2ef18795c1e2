import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import type { Bootstrapped, Sampled, Uncertainty, UncertaintyRequest } from '../../predict/uncertainty';
import { segmentColumn } from '../../summary/build';
import type { CellContext, CellKind } from '../kind';
import { findingOf } from './finding';
import { uncertaintyTable } from './table';
import sql from './uncertainty.sql?raw';

const whole = (least: number, most: number, usual: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)), usual);

const params = v.object({
  /** Told of beside all customers; null for none. */
  segment: v.optional(v.nullable(v.string()), null),
  replicates: whole(20, 5_000, 200),
  chains: whole(2, 8, 4),
  draws: whole(100, 20_000, 500),
  seed: whole(0, 999_999, 1),
});

export type UncertaintyParams = v.InferOutput<typeof params>;

export interface UncertaintyResult {
  /** Null when no model converged. */
  readonly atOnce: Uncertainty | null;
  readonly bootstrap: Bootstrapped | null;
  readonly posterior: Sampled | null;
}

function requestOf({ outlook, segments }: CellContext): UncertaintyRequest {
  if (outlook === null) throw new TypeError('Nothing has been foretold');
  return {
    fit: outlook.request,
    calibrationEnd: outlook.report.calibrationEnd,
    groups: segments.map(({ id }) => segmentColumn(id)),
  };
}

const counted = (
  name: 'replicates' | 'chains' | 'draws' | 'seed',
  label: () => string,
  limits: readonly [number, number, number],
) => {
  const [min, max, step] = limits;
  return { type: 'number', name, label, unit: () => '', min, max, step } as const;
};

export const uncertaintyKind: CellKind<UncertaintyParams, UncertaintyResult> = {
  kind: 'uncertainty',
  title: () => m.uncertainty_title(),
  params,
  controls: [
    {
      type: 'choice',
      name: 'segment',
      label: () => m.uncertainty_segment(),
      options: (_params, { segments }) => [
        { value: 'none', label: m.uncertainty_segment_none() },
        ...segments.map(({ id, name }) => ({ value: id, label: name() })),
      ],
      current: ({ segment }, { segments }) =>
        segments.some(({ id }) => id === segment) && segment !== null ? segment : 'none',
      toParam: (option) => (option === 'none' ? null : option),
    },
    counted('replicates', () => m.uncertainty_replicates(), [20, 5_000, 10]),
    counted('chains', () => m.uncertainty_chains(), [2, 8, 1]),
    counted('draws', () => m.uncertainty_draws(), [100, 20_000, 100]),
    counted('seed', () => m.uncertainty_seed(), [0, 999_999, 1]),
  ],
  missing: ({ outlook }) => (outlook === null ? m.uncertainty_waiting() : null),
  sql,
  bind: (_params, { outlook, segments }) => ({
    request: JSON.stringify(outlook?.request ?? null),
    segments: segments.map(({ id }) => id).join(),
  }),
  read: () => ({ atOnce: null, bootstrap: null, posterior: null }),
  answer: async ({ sql: statement, bytes, models }, _params, context) => ({
    atOnce: await models.intervals(await bytes(statement), requestOf(context)),
    bootstrap: null,
    posterior: null,
  }),
  errands: [
    {
      id: 'bootstrap',
      label: () => m.uncertainty_run_bootstrap(),
      run: async ({ sql: statement, bytes, models }, result, { replicates, seed }, context) => ({
        ...result,
        bootstrap: await models.bootstrap(await bytes(statement), {
          ...requestOf(context),
          replicates,
          seed,
        }),
      }),
    },
    {
      id: 'posterior',
      label: () => m.uncertainty_run_posterior(),
      run: async ({ sql: statement, bytes, models }, result, { chains, draws, seed }, context) => ({
        ...result,
        posterior: await models.posterior(await bytes(statement), {
          ...requestOf(context),
          chains,
          draws,
          seed,
        }),
      }),
    },
  ],
  empty: ({ atOnce }) => (atOnce === null ? m.uncertainty_refused() : null),
  finding: (result, _params, context, format) => findingOf(result, context, format),
  table: (result, _params, context) => uncertaintyTable(result, context),
};
