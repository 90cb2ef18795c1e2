import { TenureError } from '../schema/errors';
import { callWorker, type CallOptions, type Question } from './call';
import { WorkerLife } from './life';
import type { EngineInfo, EngineUrls } from './protocol';

export type EngineState = 'starting' | 'ready' | 'restarting' | 'failed';

/** Asks a worker that is not yet open to others. */
export type Ask = <T>(question: Question<T>, options: CallOptions) => Promise<T>;

export interface Household {
  readonly createWorker: () => Worker;
  readonly urls: () => EngineUrls;
  /** Brings a new worker to where the last one was, before anybody else may ask it. */
  readonly restore: (ask: Ask) => Promise<void>;
  readonly onState: (state: EngineState, error: TenureError | null) => void;
}

/** Milliseconds for a first visit over a slow line; a download that stands still fails sooner by itself. */
const bootDeadline = 300_000;
const deathWindow = 120_000;
/** More deaths than this within the window are no accident. */
const deathsAllowed = 3;

interface Running {
  readonly life: WorkerLife;
  readonly info: EngineInfo;
}

function late(milliseconds: number, life: WorkerLife): () => void {
  const timer = setTimeout(() => {
    life.end(new TenureError('engine_boot', {}, 'The engine did not start in time'));
  }, milliseconds);
  return () => {
    clearTimeout(timer);
  };
}

/** Keeps one engine worker alive: starts it when first asked, replaces it when it dies, gives up when that repeats. */
export class Supervisor {
  readonly #household: Household;
  #life: WorkerLife | undefined;
  #running: Promise<Running> | undefined;
  #deaths: number[] = [];
  #disposed = false;

  constructor(household: Household) {
    this.#household = household;
  }

  /** Resolves when the engine answers. Starts it if nobody did. */
  async ready(): Promise<EngineInfo> {
    return (await this.#current()).info;
  }

  /** @throws TenureError */
  async call<T>(question: Question<T>, options: CallOptions): Promise<T> {
    const { life } = await this.#current();
    return callWorker(life, question, options);
  }

  /** Ends the worker, which gives its memory back, and starts another. Whatever runs rejects with `engine_died`. */
  async restart(): Promise<EngineInfo> {
    this.#deaths = [];
    this.#endLife('Restarted');
    return (await this.#begin('restarting')).info;
  }

  dispose(): void {
    this.#disposed = true;
    this.#endLife('Disposed');
  }

  #current(): Promise<Running> {
    if (this.#disposed) return Promise.reject(new TenureError('engine_died', {}, 'Disposed'));
    return this.#running ?? this.#begin('starting');
  }

  #endLife(detail: string): void {
    const life = this.#life;
    this.#life = undefined;
    life?.end(new TenureError('engine_died', {}, detail));
  }

  #begin(state: EngineState): Promise<Running> {
    this.#household.onState(state, null);
    const life = new WorkerLife(this.#household.createWorker());
    this.#life = life;
    const running = this.#open(life);
    this.#running = running;
    running.then(
      () => {
        if (this.#life !== life) return;
        this.#household.onState('ready', null);
        life.onEnd((cause) => {
          this.#onDeath(life, cause);
        });
      },
      (error: unknown) => {
        if (this.#life !== life) return;
        this.#fail(error);
      },
    );
    return running;
  }

  async #open(life: WorkerLife): Promise<Running> {
    const inTime = late(bootDeadline, life);
    const info = await life.boot(this.#household.urls()).finally(inTime);
    await this.#household.restore((question, options) => callWorker(life, question, options));
    return { life, info };
  }

  #onDeath(life: WorkerLife, cause: Error): void {
    if (this.#life !== life || this.#disposed) return;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < deathWindow), now];
    if (this.#deaths.length > deathsAllowed) {
      this.#running = Promise.reject(cause);
      this.#running.catch(() => undefined);
      this.#fail(cause);
    } else {
      void this.#begin('restarting').catch(() => undefined);
    }
  }

  #fail(cause: unknown): void {
    this.#endLife('Failed');
    const error = cause instanceof TenureError ? cause : new TenureError('engine_boot', {}, String(cause));
    this.#household.onState('failed', error);
  }
}
