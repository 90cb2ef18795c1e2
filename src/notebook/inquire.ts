import type { Asking } from '../cells/kind';
import type { Engine } from '../engine/engine.svelte';
import type * as Workshop from '../engine/models';
import type { Progress } from '../predict/protocol';
import type { Pending } from './pending';

export interface Inquiry {
  readonly signal: AbortSignal;
  readonly onProgress: Progress;
}

/** Makes what a cell may ask, for one inquiry about its statement. */
export type Inquire = (sql: string, inquiry: Inquiry) => Asking;

/** The engine for statements and the models' worker for models, which is fetched by the first who asks it. */
export const inquirer =
  (engine: () => Promise<Engine>, pending: Pending): Inquire =>
  (sql, inquiry) => {
    const { signal } = inquiry;
    const ask = async <T>(question: (models: typeof Workshop) => Promise<T>): Promise<T> =>
      pending.track(import('../engine/models').then(question));
    return {
      sql,
      bytes: async (statement) => pending.track((await engine()).bytes(statement, { signal })),
      rows: async (statement) => pending.track((await engine()).rows(statement, { signal })),
      models: {
        validate: (orders, request) => ask(({ validate }) => validate(orders, request, inquiry)),
        intervals: (purchases, request) => ask(({ intervals }) => intervals(purchases, request, inquiry)),
        bootstrap: (purchases, request) => ask(({ bootstrap }) => bootstrap(purchases, request, inquiry)),
        posterior: (purchases, request) => ask(({ posterior }) => posterior(purchases, request, inquiry)),
      },
    };
  };
