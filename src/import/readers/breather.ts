/**
 * Lets waiting messages through. DuckDB asks after each slice of a query whether to go on, and stands still until the
 * answer comes: whoever works beside a query on the thread that answers must pause often. A timer would be clamped
 * to 4 ms.
 */
export class Breather {
  readonly #channel = new MessageChannel();
  #resume: () => void = () => undefined;

  constructor() {
    this.#channel.port1.onmessage = () => {
      this.#resume();
    };
  }

  pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
      this.#channel.port2.postMessage(null);
    });
  }

  close(): void {
    this.#channel.port1.close();
  }
}
