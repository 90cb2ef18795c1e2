import type { Engine } from '../engine/engine.svelte';
import type { ImportReport, Mapping, Progress, Proposal, StageResult } from '../import/types';
import { TenureError, type PlainError } from '../schema/errors';
import type { Policies } from '../schema/policies';
import { fits, headerKey, type MappingMemory } from './mappings';

/** What the first screen needs of the rest of the page. */
export interface IntakeHost {
  readonly engine: () => Promise<Engine>;
  readonly memory: MappingMemory;
  /** The policies to import with, given those that the files' profiles suggest. */
  readonly policies: (suggested: Partial<Policies>) => Policies;
  /** Called after each import, before `open` resolves. */
  readonly loaded: (report: ImportReport, taken: readonly Taken[]) => Promise<void>;
}

/** A file that was imported, and how. */
export interface Taken {
  readonly source: File;
  readonly proposal: Proposal;
  readonly mapping: Mapping;
  readonly key: string;
  /** Whether the mapping was the user's own from an earlier time. */
  readonly recalled: boolean;
}

export interface Failure {
  readonly id: number;
  readonly error: PlainError;
}

type Decision = Mapping | 'skip';

/** Files on their way in: read, asked about where they must be, imported. One drop at a time. */
export class Intake {
  readonly #host: IntakeHost;
  #phase = $state<'idle' | 'working' | 'asking'>('idle');
  #progress = $state.raw<Progress | null>(null);
  #asking = $state.raw<Proposal | null>(null);
  #failures = $state.raw<readonly Failure[]>([]);
  #decide: ((decision: Decision) => void) | null = null;
  #controller: AbortController | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #nextFailure = 1;

  constructor(host: IntakeHost) {
    this.#host = host;
  }

  get phase() {
    return this.#phase;
  }

  get progress(): Progress | null {
    return this.#progress;
  }

  /** The file whose mapping is to be confirmed. */
  get asking(): Proposal | null {
    return this.#asking;
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /**
   * Imports files, after those that are already on their way. What fails is listed in `failures`.
   * @throws TenureError when nothing was imported: the first file's error, or `engine_cancelled`
   */
  open(files: readonly File[]): Promise<ImportReport> {
    const turn = this.#queue.then(() => this.#run(files));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the running import. What was loaded before stays. */
  cancel(): void {
    this.#controller?.abort();
    this.#decide?.('skip');
  }

  answer(mapping: Mapping): void {
    this.#decide?.(mapping);
  }

  skip(): void {
    this.#decide?.('skip');
  }

  dismiss(id: number): void {
    this.#failures = this.#failures.filter((failure) => failure.id !== id);
  }

  /** Shows an error in the list that stays until dismissed. A cancellation is no error. */
  fail(error: unknown): void {
    const plain = asTenureError(error).toPlain();
    if (plain.code === 'engine_cancelled') return;
    this.#failures = [...this.#failures, { id: this.#nextFailure++, error: plain }];
  }

  async #run(files: readonly File[]): Promise<ImportReport> {
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    this.#phase = 'working';
    const names: unknown[] = files.map(({ name }) => name);
    this.#failures = this.#failures.filter(({ error }) => !names.includes(error.params['file']));
    let listed: TenureError | undefined;
    const onProgress = (progress: Progress) => {
      this.#progress = progress;
    };
    try {
      const engine = await this.#host.engine();
      const staged = await engine.stage([...files], { signal, onProgress });
      listed = this.#listFailures(staged);
      const asked = staged.flatMap((result, at) => {
        const source = files[at];
        return result.ok && source ? [{ source, proposal: result.proposal }] : [];
      });
      const taken = await this.#decideAll(engine, asked, signal);
      if (taken.length === 0) throw listed ?? new TenureError('engine_cancelled');
      this.#phase = 'working';
      const suggested = Object.assign(
        {},
        ...taken.map(({ proposal }) => proposal.policies),
      ) as Partial<Policies>;
      const report = await engine.commit(
        taken.map(({ proposal, mapping }) => ({ fileId: proposal.file.fileId, mapping })),
        this.#host.policies(suggested),
        { signal, onProgress },
      );
      await this.#host.loaded(report, taken);
      return report;
    } catch (error) {
      const known = asTenureError(error);
      if (known !== listed) this.fail(known);
      throw known;
    } finally {
      this.#phase = 'idle';
      this.#progress = null;
      this.#controller = null;
    }
  }

  #listFailures(staged: readonly StageResult[]): TenureError | undefined {
    const errors = staged.flatMap((result) => (result.ok ? [] : [TenureError.from(result.error)]));
    for (const error of errors) this.fail(error);
    return errors[0];
  }

  /** Asks about each file that has questions; gives back those to import. */
  async #decideAll(
    engine: Engine,
    asked: readonly Pick<Taken, 'source' | 'proposal'>[],
    signal: AbortSignal,
  ): Promise<Taken[]> {
    const taken: Taken[] = [];
    const skipped: number[] = [];
    try {
      for (const { source, proposal } of asked) {
        const key = await headerKey(proposal.file.reading.columns);
        const recalled = await this.#recall(proposal, key);
        const decision =
          recalled ?? (proposal.questions.length > 0 ? await this.#ask(proposal) : proposal.mapping);
        if (signal.aborted) throw new TenureError('engine_cancelled');
        if (decision === 'skip') skipped.push(proposal.file.fileId);
        else taken.push({ source, proposal, mapping: decision, key, recalled: recalled !== undefined });
      }
    } catch (error) {
      await engine.unstage(asked.map(({ proposal }) => proposal.file.fileId));
      throw error;
    }
    if (skipped.length > 0) await engine.unstage(skipped);
    for (const { key, mapping, proposal } of taken) {
      if (proposal.questions.length > 0) await this.#host.memory.set(key, mapping);
    }
    return taken;
  }

  /** The user's earlier answer for the same columns, for files that would otherwise be asked about. */
  async #recall(proposal: Proposal, key: string): Promise<Mapping | undefined> {
    if (proposal.questions.length === 0) return undefined;
    const mapping = await this.#host.memory.get(key);
    return mapping && fits(mapping, proposal.file.reading.columns.length) ? mapping : undefined;
  }

  async #ask(proposal: Proposal): Promise<Decision> {
    this.#phase = 'asking';
    this.#progress = null;
    this.#asking = proposal;
    try {
      return await new Promise<Decision>((resolve) => {
        this.#decide = resolve;
      });
    } finally {
      this.#asking = null;
      this.#decide = null;
      this.#phase = 'working';
    }
  }
}

const asTenureError = (error: unknown): TenureError =>
  error instanceof TenureError ? error : new TenureError('unexpected', {}, String(error));
