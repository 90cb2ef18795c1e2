import { TenureError } from '../schema/errors';

/** Lets a number of jobs run side by side; the others wait in line, where an abort ends them. */
export class Slots {
  readonly #size: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(size: number) {
    this.#size = size;
  }

  get taken(): number {
    return this.#taken;
  }

  async run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#taken >= this.#size) await this.#turn(signal);
    else this.#taken++;
    try {
      return await job();
    } finally {
      // The slot goes straight to the next in line.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#taken--;
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(new TenureError('engine_cancelled'));
      };
      const turn = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      if (signal?.aborted === true) {
        reject(new TenureError('engine_cancelled'));
        return;
      }
      signal?.addEventListener('abort', leave);
      this.#waiting.push(turn);
    });
  }
}
