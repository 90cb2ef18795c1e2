/** The analytics worker: owns DuckDB and the import, and answers the page through Comlink. */
import * as Comlink from 'comlink';
import type {
  Answer,
  DerivedSchema,
  DerivedTable,
  EngineApi,
  EngineInfo,
  EngineUrls,
} from '../src/engine/protocol';
import { ImportSession } from '../src/import/session';
import type {
  FileReading,
  ImportReport,
  Mapping,
  MappingPreview,
  OnProgress,
  PolicyEffect,
  StageResult,
} from '../src/import/types';
import { TenureError } from '../src/schema/errors';
import type { Policies } from '../src/schema/policies';
import { answer, Calls } from './calls';
import { bootDuckDB } from './duckdb/boot';
import { CurrentHome } from './duckdb/home';
import { QueryPool } from './duckdb/query-pool';
import { WasmDatabase } from './duckdb/wasm-database';

interface Engine {
  readonly pool: QueryPool;
  readonly database: WasmDatabase;
  readonly imports: ImportSession;
}

type ProxiedProgress = OnProgress & { readonly [Comlink.releaseProxy]?: () => void };

/** Resolves once the lock is held; it is given back when this worker ends, by whatever cause. */
function holdLifeline(name: string): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return new Promise(() => undefined);
    });
  });
}

class EngineWorker implements EngineApi {
  readonly #calls = new Calls();
  #engine: Engine | undefined;

  boot(urls: EngineUrls, lifeline: string): Promise<Answer<EngineInfo>> {
    return answer(async () => {
      // Pages that are not secure contexts have no locks; there, only deadlines tell of a death.
      if ('locks' in navigator) await holdLifeline(lifeline);
      const start = performance.now();
      const process = await bootDuckDB(urls);
      const home = new CurrentHome();
      const database = await WasmDatabase.open(process, home);
      this.#engine = {
        database,
        pool: new QueryPool(process, home),
        imports: new ImportSession(database),
      };
      const version = await process.ask((duckdb) => duckdb.getVersion());
      return { version, bootMilliseconds: performance.now() - start };
    });
  }

  async query(call: number, sql: string): Promise<Answer<Uint8Array>> {
    const result = await this.#calls.run(call, (signal) => this.#started().pool.query(sql, signal));
    return result.ok ? Comlink.transfer(result, [result.value.buffer]) : result;
  }

  derive(call: number, table: DerivedTable, sql: string): Promise<Answer<null>> {
    return this.#calls.run(call, async (signal) => {
      await this.#started().pool.derive(table, sql, signal);
      return null;
    });
  }

  insert(call: number, table: DerivedTable, ipc: Uint8Array): Promise<Answer<null>> {
    return this.#calls.run(call, async (signal) => {
      await this.#started().pool.insert(table, ipc, signal);
      return null;
    });
  }

  forget(call: number, schema: DerivedSchema): Promise<Answer<null>> {
    return this.#calls.run(call, async (signal) => {
      await this.#started().pool.forget(schema, signal);
      return null;
    });
  }

  cancel(call: number): Promise<void> {
    this.#calls.cancel(call);
    return Promise.resolve();
  }

  inspect(call: number, file: File, rows: number | null): Promise<Answer<FileReading>> {
    return this.#import(call, (imports, signal) => imports.inspect(file, rows, { signal }));
  }

  stage(call: number, files: File[], onProgress: ProxiedProgress): Promise<Answer<StageResult[]>> {
    return this.#import(call, (imports, signal) => imports.stage(files, { signal, onProgress }), onProgress);
  }

  unstage(fileIds: number[]): Promise<Answer<null>> {
    return answer(async () => {
      await this.#started().imports.unstage(fileIds);
      return null;
    });
  }

  previewMapping(call: number, fileId: number, mapping: Mapping): Promise<Answer<MappingPreview>> {
    return this.#import(call, (imports, signal) => imports.previewMapping(fileId, mapping, { signal }));
  }

  commit(
    call: number,
    files: { fileId: number; mapping: Mapping }[],
    policies: Policies,
    onProgress: ProxiedProgress,
  ): Promise<Answer<ImportReport>> {
    return this.#import(
      call,
      (imports, signal) => imports.commit(files, policies, { signal, onProgress }),
      onProgress,
    );
  }

  applyPolicies(call: number, policies: Policies): Promise<Answer<ImportReport>> {
    return this.#import(call, (imports, signal) => imports.applyPolicies(policies, { signal }));
  }

  policyEffects(call: number, policies: Policies): Promise<Answer<PolicyEffect[]>> {
    return this.#import(call, (imports, signal) => imports.policyEffects(policies, { signal }));
  }

  clear(): Promise<Answer<null>> {
    return answer(async () => {
      await this.#started().imports.clear();
      return null;
    });
  }

  #started(): Engine {
    if (this.#engine === undefined) throw new TenureError('engine_boot', {}, 'Not started');
    return this.#engine;
  }

  async #import<T>(
    call: number,
    work: (imports: ImportSession, signal: AbortSignal) => Promise<T>,
    onProgress?: ProxiedProgress,
  ): Promise<Answer<T>> {
    try {
      return await this.#calls.run(call, (signal) => {
        const { database, imports } = this.#started();
        return database.cancellable(signal, () => work(imports, signal));
      });
    } finally {
      onProgress?.[Comlink.releaseProxy]?.();
    }
  }
}

Comlink.expose(new EngineWorker());
