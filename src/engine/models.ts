import * as Comlink from 'comlink';
import modelsWorkerUrl from '../../workers/models?worker&url';
import type { AlivePoint, AliveQuestion } from '../predict/alive-path';
import type { Foretold, ModelsApi, Progress } from '../predict/protocol';
import type { FitReport } from '../predict/report';
import type { FitRequest } from '../predict/request';
import type {
  Bootstrapped,
  BootstrapRequest,
  PosteriorRequest,
  Sampled,
  Uncertainty,
  UncertaintyRequest,
} from '../predict/uncertainty';
import type { ValidateRequest, Validation } from '../predict/validation';
import { TenureError } from '../schema/errors';
import { scriptUrl } from './trusted-types';

/** What a model learns from: see `ModelsApi`. The bytes are transferred. */
export interface Lesson {
  readonly purchases: Uint8Array;
  readonly request: FitRequest;
  readonly calibrationEnd: string;
}

/**
 * A worker for one question: it ends with the answer, or with the signal.
 * @throws TenureError `engine_cancelled`, `engine_died`
 */
async function ask<T>(
  question: (models: Comlink.Remote<ModelsApi>) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal?.aborted === true) throw new TenureError('engine_cancelled');
  const worker = new Worker(scriptUrl(modelsWorkerUrl), { type: 'module', name: 'models' });
  const models = Comlink.wrap<ModelsApi>(worker);
  try {
    return await Promise.race([
      question(models),
      new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new TenureError('engine_cancelled')), { once: true });
        worker.addEventListener('error', ({ message }) =>
          reject(new TenureError('engine_died', {}, message)),
        );
      }),
    ]);
  } finally {
    models[Comlink.releaseProxy]();
    worker.terminate();
  }
}

const given = (bytes: Uint8Array): Uint8Array => Comlink.transfer(bytes, [bytes.buffer]);

export const fitModels = (
  { purchases, request, calibrationEnd }: Lesson,
  signal?: AbortSignal,
): Promise<FitReport> =>
  ask(async (models): Promise<FitReport> => models.fit(given(purchases), request, calibrationEnd), signal);

export const foretell = (
  { purchases, request, calibrationEnd }: Lesson,
  signal?: AbortSignal,
): Promise<Foretold> =>
  ask(
    async (models): Promise<Foretold> => models.foretell(given(purchases), request, calibrationEnd),
    signal,
  );

export const askAlivePath = (question: AliveQuestion, signal?: AbortSignal): Promise<readonly AlivePoint[]> =>
  ask(async (models): Promise<readonly AlivePoint[]> => models.alivePath(question), signal);

/** For questions that last: how far they are, and a signal that ends them. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress;
}

const proxied = ({ onProgress = () => undefined }: Waiting): Progress & Comlink.ProxyMarked =>
  Comlink.proxy((share: number) => onProgress(share));

/** For this and what follows see `ModelsApi`. @throws TenureError as `ask` */
export const intervals = (
  purchases: Uint8Array,
  request: UncertaintyRequest,
  { signal }: Waiting = {},
): Promise<Uncertainty | null> =>
  ask(async (models): Promise<Uncertainty | null> => models.intervals(given(purchases), request), signal);

export const validate = (
  orders: Uint8Array,
  request: ValidateRequest,
  waiting: Waiting = {},
): Promise<Validation | null> =>
  ask(
    async (models): Promise<Validation | null> => models.validate(given(orders), request, proxied(waiting)),
    waiting.signal,
  );

export const bootstrap = (
  purchases: Uint8Array,
  request: BootstrapRequest,
  waiting: Waiting = {},
): Promise<Bootstrapped | null> =>
  ask(
    async (models): Promise<Bootstrapped | null> =>
      models.bootstrap(given(purchases), request, proxied(waiting)),
    waiting.signal,
  );

export const posterior = (
  purchases: Uint8Array,
  request: PosteriorRequest,
  waiting: Waiting = {},
): Promise<Sampled | null> =>
  ask(
    async (models): Promise<Sampled | null> => models.posterior(given(purchases), request, proxied(waiting)),
    waiting.signal,
  );
