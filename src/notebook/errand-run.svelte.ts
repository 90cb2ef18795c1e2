/** The longer work of a cell: at most one piece at a time, with how far it is, and a way to end it. */
export class ErrandRun {
  #running = $state.raw<{ readonly id: string; readonly controller: AbortController } | null>(null);
  #error = $state.raw<unknown>(null);

  /** Of the errand that runs. */
  get running(): string | null {
    return this.#running?.id ?? null;
  }

  get error(): unknown {
    return this.#error;
  }

  /** Ends what runs, and starts. @param keep gets the result, unless it was ended before */
  async start<T>(
    id: string,
    work: (signal: AbortSignal) => Promise<T>,
    keep: (result: T) => void,
  ): Promise<void> {
    this.stop();
    const controller = new AbortController();
    this.#running = { id, controller };
    this.#error = null;
    try {
      const result = await work(controller.signal);
      if (!controller.signal.aborted) keep(result);
    } catch (error) {
      if (!controller.signal.aborted) this.#error = error;
    }
    if (this.#running.controller === controller) this.#running = null;
  }

  stop(): void {
    this.#running?.controller.abort();
    this.#running = null;
  }
}
