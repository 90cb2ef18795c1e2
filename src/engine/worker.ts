import { binaryUrl, workerUrl } from 'virtual:engine-asset';
import engineWorkerUrl from '../../workers/engine?worker&url';
import type { EngineUrls } from './protocol';
import { scriptUrl } from './trusted-types';

/** Absolute, as a worker resolves addresses against its own. */
export const engineUrls = (): EngineUrls => ({
  binary: new URL(binaryUrl, document.baseURI).href,
  worker: new URL(workerUrl, document.baseURI).href,
});

export const createEngineWorker = (): Worker =>
  new Worker(scriptUrl(engineWorkerUrl), { type: 'module', name: 'engine' });
