import type { Answer } from '../src/engine/protocol';
import { toTenureError } from './duckdb/errors';

/** Turns what `work` gives or throws into a value, as an Error does not survive the way to the page. */
export async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toTenureError(error).toPlain() };
  }
}

/** The running calls by number, so that each can be cancelled. */
export class Calls {
  readonly #running = new Map<number, AbortController>();

  async run<T>(call: number, work: (signal: AbortSignal) => Promise<T>): Promise<Answer<T>> {
    const controller = new AbortController();
    this.#running.set(call, controller);
    try {
      return await answer(() => work(controller.signal));
    } finally {
      this.#running.delete(call);
    }
  }

  cancel(call: number): void {
    this.#running.get(call)?.abort();
  }
}
