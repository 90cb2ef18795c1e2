/**
 * Lets a promise that a dead worker would leave pending for ever reject instead. (`Promise.race` with a promise of the
 * end would keep every result in memory until then.)
 */
export class Lifetime {
  readonly #waiting = new Set<(cause: Error) => void>();
  #cause: Error | undefined;

  /** Gives what `question` gives, or rejects with the cause of the end. */
  guard<T>(question: Promise<T>): Promise<T> {
    if (this.#cause !== undefined) {
      question.catch(() => undefined);
      return Promise.reject(this.#cause);
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      void question.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }

  /** Calls back at the end, at once if it has come. */
  onEnd(callback: (cause: Error) => void): void {
    if (this.#cause !== undefined) callback(this.#cause);
    else this.#waiting.add(callback);
  }

  /** Only the first cause counts. */
  end(cause: Error): void {
    if (this.#cause !== undefined) return;
    this.#cause = cause;
    for (const tell of [...this.#waiting]) tell(cause);
    this.#waiting.clear();
  }
}
