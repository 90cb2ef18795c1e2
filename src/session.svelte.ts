import { untrack } from 'svelte';
import * as v from 'valibot';
import type { CellContext } from './cells/kind';
import type { Engine } from './engine/engine.svelte';
import { fit, foretell } from './foretelling';
import { governed } from './governed';
import { chooseLocale } from './i18n/choose';
import { m } from './i18n/locale.svelte';
import type { ImportReport } from './import/types';
import { Intake, type Taken } from './intake/intake.svelte';
import type { MappingMemory } from './intake/mappings';
import { fetchSample } from './intake/sample';
import { makeContext, type DataContext } from './notebook/context';
import { dimensionsOf } from './notebook/dimensions';
import type { NotebookHost } from './notebook/host';
import { Notebook } from './notebook/notebook.svelte';
import { Pending } from './notebook/pending';
import type { NotebookSpec } from './notebook/spec';
import { Summary } from './notebook/summary.svelte';
import { loadDocument, storedMappings } from './notebook/storage';
import type { FitReport } from './predict/report';
import { fitRequestSchema, type FitOptions } from './predict/request';
import type { PolicyName } from './schema/policies';
import { compileSegments } from './segments/compile';
import { Toasts } from './ui/toasts.svelte';

/** One visit: the engine, what is loaded, and the document that is laid over it. */
export class Session implements NotebookHost {
  readonly notebook = new Notebook();
  readonly toasts = new Toasts();
  readonly pending = new Pending();
  readonly intake: Intake;
  /** Resolves when the engine first answers. */
  readonly started: Promise<void>;

  #engine: Promise<Engine> | null = null;
  #start: () => void = () => undefined;
  #report = $state.raw<ImportReport | null>(null);
  /** The loaded files themselves, to read them again in another way. */
  #sources: readonly File[] = [];
  #revision = $state(0);
  #dimensions = $state.raw<CellContext['dimensions']>([]);
  #isSample = $state(false);
  #opensSample = false;
  #rebuilding = $state(false);
  /** Whether a link was applied and waits for its file. */
  #awaitsFile = $state(false);

  // What a link says about a file's columns comes before what this device remembers.
  readonly #memory: MappingMemory = {
    get: async (key) => this.notebook.mappings[key] ?? (await storedMappings.get(key)),
    set: (key, mapping) => storedMappings.set(key, mapping),
    forget: (key) => {
      this.notebook.forgetMapping(key);
      return storedMappings.forget(key);
    },
  };

  readonly #summary = new Summary({
    derive: async (table) => (await this.engine()).derive({ schema: 'derived', name: table.name }, table.sql),
    fail: (error) => this.intake.fail(error),
    track: (work) => this.pending.track(work),
  });

  readonly #wanted: DataContext | null = $derived(
    this.#report &&
      makeContext(this.#report, this.notebook, {
        dataset: this.#isSample
          ? m.shell_sample_name()
          : this.#report.files.map(({ name }) => name).join(', '),
        revision: this.#revision,
        dimensions: this.#dimensions,
      }),
  );

  constructor() {
    this.started = new Promise((resolve) => {
      this.#start = resolve;
    });
    $effect.root(() => {
      $effect(() => {
        const wanted = this.#wanted;
        const { segments, ownSegments } = this.notebook;
        const plan = {
          key: JSON.stringify([segments, ownSegments]),
          compile: () =>
            compileSegments(segments, async (sql) => (await this.engine()).rows(sql), ownSegments),
        };
        const request = this.notebook.forecast;
        const outlook = {
          key: JSON.stringify(request),
          foretell: async (context: DataContext) => foretell(await this.engine(), context, request),
        };
        untrack(() => this.#summary.want(wanted, plan, outlook));
      });
    });
    this.intake = new Intake({
      engine: () => this.engine(),
      memory: this.#memory,
      policies: (suggested) => {
        this.notebook.suggestPolicies(suggested);
        return this.notebook.policies;
      },
      loaded: (report, taken) => this.#loaded(report, taken),
    });
  }

  /** What the cells may know; null until the customer summary stands. */
  get context(): CellContext | null {
    return this.#summary.context;
  }

  get report(): ImportReport | null {
    return this.#report;
  }

  get isSample(): boolean {
    return this.#isSample;
  }

  get rebuilding(): boolean {
    return this.#rebuilding || this.#summary.isBuilding;
  }

  get awaitsFile(): boolean {
    return this.#awaitsFile;
  }

  /** The engine, fetched and booted on the first call. A failed start is tried again by the next one. */
  engine(): Promise<Engine> {
    this.#engine ??= this.#boot();
    return this.#engine;
  }

  async restore(): Promise<void> {
    const saved = await loadDocument();
    if (saved && !this.#report) this.notebook.apply(saved);
  }

  /** As if dropped. @throws TenureError when nothing was imported */
  open(files: readonly File[]): Promise<ImportReport> {
    return this.pending.track(this.intake.open(files));
  }

  async openSample(): Promise<void> {
    let files: File[];
    try {
      files = await this.pending.track(fetchSample());
    } catch (error) {
      this.intake.fail(error);
      return;
    }
    if (this.#report) await this.clear();
    this.#opensSample = true;
    // What fails from here on is listed by the intake.
    await this.open(files).catch(() => undefined);
    this.#opensSample = false;
  }

  /**
   * Fits a model to the loaded orders in the currency on show, filtered or not.
   * @throws TypeError for options that are none
   */
  fit(options: FitOptions = {}): Promise<FitReport> {
    const parsed = v.safeParse(fitRequestSchema, options);
    if (!parsed.success) throw new TypeError(v.summarize(parsed.issues));
    const fitted = this.engine().then((engine) => fit(engine, this.context, parsed.output));
    return this.pending.track(fitted);
  }

  /** Forgets the files and the report over them. */
  async clear(): Promise<void> {
    const engine = await this.engine();
    await engine.clear();
    this.notebook.reset();
    this.#show(null);
  }

  /** Switches a policy; null goes back to the files' own default. The tables are built anew. */
  async setPolicy(name: PolicyName, choice: string | null): Promise<void> {
    if (choice === null) this.notebook.resetPolicy(name);
    else this.notebook.setPolicy(name, choice);
    await this.#rebuild();
  }

  /** Lays a document from a link or a file over the data, or waits with it until there is some. */
  async apply(spec: NotebookSpec): Promise<void> {
    if (spec.locale) chooseLocale(spec.locale);
    this.notebook.apply(spec);
    this.#awaitsFile = this.#report === null;
    await this.#rebuild();
  }

  async #boot(): Promise<Engine> {
    try {
      const { Engine } = await import('./engine/engine.svelte');
      await governed();
      const engine = new Engine();
      await engine.ready;
      this.#start();
      this.#follow(engine);
      return engine;
    } catch (error) {
      this.#engine = null;
      throw error;
    }
  }

  /** A worker that died is replaced and filled again without being asked: show what it then holds. */
  #follow(engine: Engine): void {
    $effect.root(() => {
      $effect(() => {
        const { report, error } = engine;
        untrack(() => {
          if (this.intake.phase !== 'idle' || this.#rebuilding || report === this.#report) return;
          if (error) this.intake.fail(error);
          this.#show(report);
        });
      });
    });
  }

  async #rebuild(): Promise<void> {
    if (!this.#report) return;
    this.#rebuilding = true;
    try {
      const engine = await this.engine();
      this.#show(await this.pending.track(engine.applyPolicies(this.notebook.policies)));
    } catch (error) {
      this.intake.fail(error);
    } finally {
      this.#rebuilding = false;
    }
  }

  async #loaded(report: ImportReport, taken: readonly Taken[]): Promise<void> {
    const engine = await this.engine();
    this.#dimensions = await dimensionsOf((sql) => engine.query(sql));
    for (const { key, mapping } of taken) this.notebook.rememberMapping(key, mapping);
    this.#isSample = this.#opensSample;
    this.#awaitsFile = false;
    this.#show(report);
    this.#sources = [...this.#sources, ...taken.map(({ source }) => source)];
    for (const { proposal, key, recalled } of taken) {
      if (!recalled) continue;
      const file = proposal.file.reading.name;
      this.toasts.say(() => m.mapping_recalled({ file }), {
        label: () => m.mapping_read_again(),
        run: () => void this.#readAgain(key),
      });
    }
  }

  /** Asks anew what the columns of a header set mean, and reads all files again. */
  async #readAgain(key: string): Promise<void> {
    const sources = this.#sources;
    const engine = await this.engine();
    await this.#memory.forget(key);
    await engine.clear();
    this.#show(null);
    await this.open(sources).catch(() => undefined);
  }

  #show(report: ImportReport | null): void {
    this.#report = report;
    this.#revision += 1;
    if (report) return;
    this.#isSample = false;
    this.#sources = [];
  }
}
