/** Work under way: imports, queries, drawings. `settled` tells when nothing is left, and nothing new was started. */
export class Pending {
  readonly #work = new Set<Promise<unknown>>();

  track<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    const forget = () => this.#work.delete(work);
    work.then(forget, forget);
    return work;
  }

  async settled(): Promise<void> {
    do {
      await Promise.allSettled(this.#work);
      // Cells ask for data when they are drawn: give the page two frames to start what follows.
      await frame();
      await frame();
    } while (this.#work.size > 0);
  }
}

// A hidden tab draws no frames, so a clock stands in.
const frame = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
