import * as Comlink from 'comlink';
import modelsWorkerUrl from '../../workers/models?worker&url';
import type { ModelsApi } from '../predict/protocol';
import { TenureError } from '../schema/errors';
import { scriptUrl } from './trusted-types';

/** A worker for one question: it ends with the answer, or with the signal. */
export async function askModels<T>(
  question: (models: Comlink.Remote<ModelsApi>) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  if (signal?.aborted === true) throw new TenureError('engine_cancelled');
  const worker = new Worker(scriptUrl(modelsWorkerUrl), { type: 'module', name: 'models' });
  const models = Comlink.wrap<ModelsApi>(worker);
  try {
    return await Promise.race([
      question(models),
      new Promise<never>((_, reject) => {
        const end = (error: TenureError) => () => reject(error);
        signal?.addEventListener('abort', end(new TenureError('engine_cancelled')), { once: true });
        worker.addEventListener('error', ({ message }) => end(new TenureError('engine_died', {}, message))());
      }),
    ]);
  } finally {
    models[Comlink.releaseProxy]();
    worker.terminate();
  }
}
