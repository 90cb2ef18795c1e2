import type { Table } from 'apache-arrow';
import * as Comlink from 'comlink';
import type {
  FileReading,
  ImportReport,
  Mapping,
  MappingPreview,
  OnProgress,
  PolicyEffect,
  StageResult,
} from '../import/types';
import type { Row } from '../schema/database';
import { TenureError } from '../schema/errors';
import type { Policies } from '../schema/policies';
import { decodeRows, decodeTable } from './arrow';
import type { CallOptions, Question } from './call';
import { ImportLog } from './import-log';
import type { DerivedSchema, DerivedTable, EngineInfo } from './protocol';
import { Slots } from './slots';
import { Supervisor, type Ask, type EngineState, type Household } from './supervisor';
import { createEngineWorker, engineUrls } from './worker';

export interface QueryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds of the engine's time. */
  readonly deadline?: number | undefined;
}

export interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

interface FileChoice {
  readonly fileId: number;
  readonly mapping: Mapping;
}

/** Queries that run side by side. They take turns on one thread, so more would only be slower together. */
const querySlots = 4;
const queryDeadline = 30_000;
const deriveDeadline = 120_000;
const importStall = 60_000;
/** The slowest reading that still counts as moving, bytes per millisecond. */
const slowestReading = 2_000;
/** From this many bytes on, cleared files are worth a new worker: WebAssembly memory never shrinks. */
const largeImport = 64 * 1024 * 1024;

const importDeadline = (bytes: number): number => importStall + bytes / slowestReading;
const bytesOf = (files: readonly File[]): number => files.reduce((total, { size }) => total + size, 0);

/**
 * The page's handle on the analytics worker. Nothing starts until `ready` or a call asks for it.
 * Every method rejects with a `TenureError`, and none waits for ever.
 */
export class Engine {
  #state = $state<EngineState>('starting');
  #error = $state.raw<TenureError | null>(null);
  #report = $state.raw<ImportReport | null>(null);
  #epoch = $state(0);
  readonly #log = new ImportLog();
  readonly #querySlots = new Slots(querySlots);
  /** Imports change the same tables, so they take turns; queries run beside them. */
  readonly #importSlot = new Slots(1);
  readonly #supervisor: Supervisor;

  constructor(household: Partial<Pick<Household, 'createWorker' | 'urls'>> = {}) {
    this.#supervisor = new Supervisor({
      createWorker: createEngineWorker,
      urls: engineUrls,
      ...household,
      restore: (ask) => this.#restore(ask),
      onState: (state, error) => {
        this.#state = state;
        if (state !== 'ready') this.#error = error;
      },
    });
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Why the engine failed, or why a restart lost the imported files. */
  get error(): TenureError | null {
    return this.#error;
  }

  /** Of the files that are loaded now; null when there are none. */
  get report(): ImportReport | null {
    return this.#report;
  }

  /** Grows whenever the tables are another set than before: after a commit, new policies, a clearing, a restart. */
  get epoch(): number {
    return this.#epoch;
  }

  get ready(): Promise<EngineInfo> {
    return this.#supervisor.ready();
  }

  /** Runs one statement that reads. Numbers of the result are doubles; dates and timestamps milliseconds. */
  async query(sql: string, options: QueryOptions = {}): Promise<Table> {
    return decodeTable(await this.#ask(sql, options));
  }

  /** Runs one statement that reads; for small results and for people: see `decodeRows`. */
  async rows(sql: string, options: QueryOptions = {}): Promise<Row[]> {
    return decodeRows(await this.#ask(sql, options));
  }

  /** The result of one statement that reads, as Arrow IPC stream bytes. */
  bytes(sql: string, options: QueryOptions = {}): Promise<Uint8Array> {
    return this.#ask(sql, options);
  }

  /** Keeps the result of one statement that reads as a table, in place of one of that name. */
  async derive(
    table: DerivedTable,
    sql: string,
    { signal, deadline = deriveDeadline }: QueryOptions = {},
  ): Promise<void> {
    await this.#supervisor.call((api, call) => api.derive(call, table, sql), { signal, deadline });
  }

  /** Keeps a table given as Arrow IPC stream bytes, which are transferred, in place of one of that name. */
  async insert(table: DerivedTable, ipc: Uint8Array): Promise<void> {
    await this.#supervisor.call((api, call) => api.insert(call, table, Comlink.transfer(ipc, [ipc.buffer])), {
      deadline: deriveDeadline,
    });
  }

  /** Drops the derived tables of a schema. */
  async forget(schema: DerivedSchema): Promise<void> {
    await this.#supervisor.call((api, call) => api.forget(call, schema), { deadline: queryDeadline });
  }

  inspect(file: File, rows: number | null, { signal }: ImportOptions = {}): Promise<FileReading> {
    return this.#import((api, call) => api.inspect(call, file, rows), {
      signal,
      deadline: importDeadline(file.size),
    });
  }

  async stage(files: File[], { signal, onProgress }: ImportOptions = {}): Promise<StageResult[]> {
    const results = await this.#import((api, call, report) => api.stage(call, files, report), {
      signal,
      onProgress,
      deadline: importDeadline(bytesOf(files)),
    });
    return this.#log.staged(files, results);
  }

  async unstage(fileIds: readonly number[]): Promise<void> {
    const ids = fileIds.map((id) => this.#log.workerId(id));
    await this.#import((api) => api.unstage(ids), { deadline: importStall });
    this.#log.unstaged(fileIds);
  }

  previewMapping(fileId: number, mapping: Mapping, { signal }: ImportOptions = {}): Promise<MappingPreview> {
    return this.#import((api, call) => api.previewMapping(call, this.#log.workerId(fileId), mapping), {
      signal,
      deadline: importDeadline(this.#log.bytesOf([fileId])),
    });
  }

  async commit(
    files: readonly FileChoice[],
    policies: Policies,
    { signal, onProgress }: ImportOptions = {},
  ): Promise<ImportReport> {
    const staged = this.#log.bytesOf(files.map(({ fileId }) => fileId));
    const report = await this.#import(
      (api, call, progress) => api.commit(call, this.#forWorker(files), policies, progress),
      { signal, onProgress, deadline: importDeadline(this.#log.bytes + staged) },
    );
    this.#log.committed(files, policies);
    return this.#changed(report);
  }

  async applyPolicies(policies: Policies, { signal }: ImportOptions = {}): Promise<ImportReport> {
    const report = await this.#import((api, call) => api.applyPolicies(call, policies), {
      signal,
      deadline: importDeadline(this.#log.bytes),
    });
    this.#log.policiesApplied(policies);
    return this.#changed(report);
  }

  policyEffects(policies: Policies, { signal }: ImportOptions = {}): Promise<PolicyEffect[]> {
    return this.#import((api, call) => api.policyEffects(call, policies), {
      signal,
      deadline: importDeadline(this.#log.bytes),
    });
  }

  /** Forgets all files. */
  async clear(): Promise<void> {
    if (this.#log.bytes >= largeImport || this.#state === 'failed') {
      this.#log.clear();
      await this.restart();
      return;
    }
    await this.#import((api) => api.clear(), { deadline: importStall });
    this.#log.clear();
    this.#changed(null);
  }

  /** Replaces the worker, which gives its memory back, and imports the committed files again. */
  restart(): Promise<EngineInfo> {
    return this.#supervisor.restart();
  }

  dispose(): void {
    this.#supervisor.dispose();
  }

  #ask(sql: string, { signal, deadline = queryDeadline }: QueryOptions): Promise<Uint8Array> {
    return this.#querySlots.run(
      () =>
        this.#supervisor.call((api, call) => api.query(call, sql), {
          signal,
          // Those that run side by side share one thread.
          deadline: deadline * (this.#querySlots.taken + this.#importSlot.taken),
        }),
      signal,
    );
  }

  /** The clock starts with the call's turn. */
  #import<T>(question: Question<T>, options: CallOptions): Promise<T> {
    return this.#importSlot.run(() => this.#supervisor.call(question, options), options.signal);
  }

  #forWorker(files: readonly FileChoice[]): FileChoice[] {
    return files.map(({ fileId, mapping }) => ({ fileId: this.#log.workerId(fileId), mapping }));
  }

  #changed<Report extends ImportReport | null>(report: Report): Report {
    this.#report = report;
    if (report !== null) this.#error = null;
    this.#epoch++;
    return report;
  }

  async #restore(ask: Ask): Promise<void> {
    if (this.#log.isEmpty) {
      if (this.#report !== null) this.#changed(null);
      return;
    }
    const deadline = importDeadline(this.#log.bytes);
    try {
      const report = await this.#log.replay({
        stage: (files) =>
          ask((api, call, progress) => api.stage(call, files, progress), {
            deadline: importDeadline(bytesOf(files)),
          }),
        commit: (files, policies) =>
          ask((api, call, progress) => api.commit(call, files, policies, progress), { deadline }),
      });
      this.#changed(report);
    } catch (error) {
      if (!(error instanceof TenureError) || error.code === 'engine_died') throw error;
      // A file is gone or changed: better an empty notebook that says why than half of one.
      this.#log.clear();
      await ask((api) => api.clear(), { deadline: importStall });
      this.#error = error;
      this.#changed(null);
    }
  }
}
