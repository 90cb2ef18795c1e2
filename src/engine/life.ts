import * as Comlink from 'comlink';
import { TenureError } from '../schema/errors';
import { Lifetime } from './lifetime';
import type { Answer, EngineApi, EngineInfo, EngineUrls } from './protocol';

/** One engine worker from start to end. */
export class WorkerLife {
  readonly api: Comlink.Remote<EngineApi>;
  readonly #lifetime = new Lifetime();
  readonly #worker: Worker;
  readonly #lifeline = `tenure-engine-${crypto.randomUUID()}`;
  readonly #watch = new AbortController();

  constructor(worker: Worker) {
    this.#worker = worker;
    this.api = Comlink.wrap<EngineApi>(worker);
    worker.addEventListener('error', (event) => {
      this.end(new TenureError('engine_died', {}, event.message));
    });
  }

  /** @throws TenureError `engine_boot` */
  async boot(urls: EngineUrls): Promise<EngineInfo> {
    const answer = await this.whileAlive<Answer<EngineInfo>>(this.api.boot(urls, this.#lifeline));
    if (!answer.ok) throw TenureError.from(answer.error);
    this.#watchLifeline();
    return answer.value;
  }

  /** A dead worker answers nothing: this rejects then. */
  whileAlive<T>(question: Promise<T>): Promise<T> {
    return this.#lifetime.guard(question);
  }

  onEnd(callback: (cause: Error) => void): void {
    this.#lifetime.onEnd(callback);
  }

  /** Ends the worker, if it still lives, and whatever is asked of it. */
  end(cause: TenureError): void {
    this.#lifetime.end(cause);
    this.#watch.abort();
    this.#worker.terminate();
  }

  /** The worker holds the lock while it lives, so getting it means that it died, though no event told of it. */
  #watchLifeline(): void {
    if (!('locks' in navigator)) return;
    navigator.locks
      .request(this.#lifeline, { signal: this.#watch.signal }, () => {
        this.end(new TenureError('engine_died', {}, 'The worker was ended from outside'));
      })
      // Ended by ourselves: nothing to watch any more.
      .catch(() => undefined);
  }
}
