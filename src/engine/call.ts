import * as Comlink from 'comlink';
import type { OnProgress } from '../import/types';
import { TenureError } from '../schema/errors';
import type { WorkerLife } from './life';
import type { Answer, EngineApi } from './protocol';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without an answer, or since the last progress, after which the call is given up. */
  readonly deadline: number;
  readonly onProgress?: OnProgress | undefined;
}

export type Question<T> = (
  api: Comlink.Remote<EngineApi>,
  call: number,
  onProgress: OnProgress & Comlink.ProxyMarked,
) => Promise<Answer<T>>;

/** A worker that does not even answer a cancellation within this time (ms) hangs, and is replaced. */
const grace = 5_000;

let lastCall = 0;

/**
 * Asks the worker one thing.
 * @throws TenureError `engine_cancelled` after an abort, `engine_deadline`, `engine_died`, or the worker's own refusal
 */
export async function callWorker<T>(
  life: WorkerLife,
  question: Question<T>,
  { signal, deadline, onProgress }: CallOptions,
): Promise<T> {
  if (signal?.aborted === true) throw new TenureError('engine_cancelled');
  const call = ++lastCall;
  let late = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const cancel = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      life.end(new TenureError(late ? 'engine_deadline' : 'engine_died', {}, 'The worker hangs'));
    }, grace);
    void life.api.cancel(call);
  };
  const startClock = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      late = true;
      cancel();
    }, deadline);
  };

  signal?.addEventListener('abort', cancel);
  startClock();
  try {
    const answer = await life.whileAlive(
      question(
        life.api,
        call,
        Comlink.proxy((progress) => {
          if (!late && signal?.aborted !== true) startClock();
          onProgress?.(progress);
        }),
      ),
    );
    if (answer.ok) return answer.value;
    const error = TenureError.from(answer.error);
    if (error.code === 'engine_died') life.end(error);
    if (error.code === 'engine_cancelled' && late) throw new TenureError('engine_deadline');
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}
