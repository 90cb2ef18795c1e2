import { TenureError } from '../schema/errors';

/** One cell's question and its answer. A newer question ends the older; the older answer stays until it is replaced. */
export class CellQuery<Answer> {
  #answer = $state.raw<Answer | null>(null);
  #answered = $state.raw('');
  #error = $state.raw<unknown>(null);
  #isLoading = $state(false);
  #running: AbortController | null = null;
  #asked = '';

  /** The latest answer. */
  get answer(): Answer | null {
    return this.#answer;
  }

  /** What the answer answers: see `ask`. */
  get answered(): string {
    return this.#answered;
  }

  get error(): unknown {
    return this.#error;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /**
   * Asks, unless the same is being asked or answered.
   * @param question that tells one answer from another: the statement, say
   * @param revision of the tables: the same question is asked anew when it differs
   */
  async ask(
    question: string,
    revision: number,
    run: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<void> {
    const asked = `${String(revision)} ${question}`;
    if (asked === this.#asked) return;
    this.stop();
    const running = new AbortController();
    this.#running = running;
    this.#asked = asked;
    this.#isLoading = true;
    try {
      const answer = await run(running.signal);
      if (running.signal.aborted) return;
      this.#answer = answer;
      this.#answered = question;
      this.#error = null;
    } catch (error) {
      if (running.signal.aborted) return;
      this.#error = error;
      this.#asked = '';
    }
    this.#isLoading = false;
    this.#running = null;
  }

  /** Puts another answer to the same question in the place of the first. */
  amend(question: string, answer: Answer): void {
    if (question === this.#answered) this.#answer = answer;
  }

  /** Ends what runs; its answer is not awaited. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
    this.#asked = '';
  }

  /** Ends what runs because the user wants no answer. */
  cancel(): void {
    this.stop();
    this.#isLoading = false;
    this.#error = new TenureError('engine_cancelled');
  }
}
