/** What the page may ask of `workers/engine.ts`, through Comlink. Everything here survives structured clone. */
import type {
  FileReading,
  ImportReport,
  Mapping,
  MappingPreview,
  OnProgress,
  PolicyEffect,
  StageResult,
} from '../import/types';
import type { PlainError } from '../schema/errors';
import type { Policies } from '../schema/policies';

export interface EngineUrls {
  /** The compressed DuckDB binary, absolute. */
  readonly binary: string;
  /** DuckDB's own worker script, absolute. */
  readonly worker: string;
}

/**
 * Where tables live that are made from the canonical ones and can be made again: `derived` for the notebook's own,
 * `mosaic` for the pre-aggregated ones of a filter.
 */
export const derivedSchemas = ['derived', 'mosaic'] as const;
export type DerivedSchema = (typeof derivedSchemas)[number];

export interface DerivedTable {
  readonly schema: DerivedSchema;
  /** Lower case letters, digits and underscores. */
  readonly name: string;
}

export interface EngineInfo {
  readonly version: string;
  readonly bootMilliseconds: number;
}

/** Comlink drops the class and fields of an Error, so a refusal crosses as a value. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: PlainError };

/**
 * `call` names a running call, so that `cancel` can reach it. Queries may run beside one another and beside an import;
 * of all other calls only one may run at a time.
 */
export interface EngineApi {
  /**
   * Starts and locks DuckDB. The worker holds the Web Lock `lifeline` as long as it lives, so that the page, which waits
   * for that lock, learns of its death at once: no event tells of it.
   */
  boot(urls: EngineUrls, lifeline: string): Promise<Answer<EngineInfo>>;
  /** Runs one SELECT; gives Arrow IPC stream bytes, transferred. */
  query(call: number, sql: string): Promise<Answer<Uint8Array>>;
  /** Ends a running query, derivation or import; what was committed before stays. */
  cancel(call: number): Promise<void>;
  /** Keeps the result of one SELECT as a table, in place of one of that name. */
  derive(call: number, table: DerivedTable, sql: string): Promise<Answer<null>>;
  /** Keeps a table given as Arrow IPC stream bytes, in place of one of that name. */
  insert(call: number, table: DerivedTable, ipc: Uint8Array): Promise<Answer<null>>;
  /** Drops all tables of a schema of derived tables. */
  forget(call: number, schema: DerivedSchema): Promise<Answer<null>>;
  inspect(call: number, file: File, rows: number | null): Promise<Answer<FileReading>>;
  /** Reads files into staging and proposes how each becomes orders. Commits nothing. */
  stage(call: number, files: File[], onProgress: OnProgress): Promise<Answer<StageResult[]>>;
  unstage(fileIds: number[]): Promise<Answer<null>>;
  previewMapping(call: number, fileId: number, mapping: Mapping): Promise<Answer<MappingPreview>>;
  /** Adds staged files to the canonical tables, all or none. */
  commit(
    call: number,
    files: { fileId: number; mapping: Mapping }[],
    policies: Policies,
    onProgress: OnProgress,
  ): Promise<Answer<ImportReport>>;
  /** Builds the canonical tables anew from what is loaded. */
  applyPolicies(call: number, policies: Policies): Promise<Answer<ImportReport>>;
  policyEffects(call: number, policies: Policies): Promise<Answer<PolicyEffect[]>>;
  /** Forgets all files. */
  clear(): Promise<Answer<null>>;
}
