import type { Database } from '../schema/database';
import { TenureError } from '../schema/errors';
import type { Policies } from '../schema/policies';
import { buildAttributes } from './canonical/attributes';
import { buildCanonical } from './canonical/build';
import { dropOrders, loadOrders } from './canonical/load';
import { loadSideFile } from './canonical/load-side';
import { isOrderFile, type LoadedFile, type OrderFile } from './canonical/loaded';
import { createTables, keepReaderRejects, keepUnreadable, register } from './canonical/tables';
import { createViews, replaceEarlierOrders } from './canonical/views';
import { buildLedger, keepsText } from './ledger';
import { effectsOfPolicies } from './policy-effects';
import { previewOrders } from './preview';
import { sideProfile } from './profiles/index';
import { propose } from './propose';
import { readFile } from './read-file';
import { reportOn } from './report';
import { stageFile, unstageFile } from './stage-file';
import type {
  FileReading,
  ImportReport,
  Mapping,
  MappingPreview,
  OnProgress,
  PolicyEffect,
  Progress,
  Proposal,
  StagedFile,
  StageResult,
} from './types';

export interface Control {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** A staged file and how it is to be read. */
export interface Choice {
  readonly fileId: number;
  readonly mapping: Mapping;
}

/**
 * Everything between dropped files and the canonical tables. Committed files accumulate until `clear`; what is
 * committed stays as it was whenever a later call fails or is cancelled. One call at a time.
 */
export class ImportSession {
  #nextId = 1;
  #loaded: readonly LoadedFile[] = [];
  #prepared = false;
  #compressed = false;
  readonly #staged = new Map<number, StagedFile>();
  /** Files whose text is held in `staging.f<id>`. */
  readonly #texts = new Set<number>();
  /** Rows typed for a preview, to be used by the commit that follows. */
  readonly #typed = new Map<number, { key: string; loaded: OrderFile }>();

  constructor(private readonly db: Database) {}

  /** Reads files and proposes how each becomes orders. Commits nothing. */
  async stage(files: readonly File[], control: Control): Promise<StageResult[]> {
    await this.#makeRoomFor(files);
    await this.#prepare();
    const results: StageResult[] = [];
    for (const file of files) {
      const fileId = this.#nextId++;
      try {
        throwIfCancelled(control);
        results.push({ ok: true, proposal: await this.#stageOne(fileId, file, control) });
      } catch (error) {
        await this.#forget(fileId);
        if (control.signal.aborted) await this.unstage(idsOf(results));
        throwIfCancelled(control);
        results.push({ ok: false, file: file.name, error: asTenureError(error, file.name).toPlain() });
      }
    }
    return results;
  }

  async #stageOne(fileId: number, file: File, control: Control): Promise<Proposal> {
    const staged = await stageFile(this.db, fileId, file, control);
    const known = [...this.#staged.values(), ...this.#loaded.map((loaded) => loaded.file)];
    const same = known.find(({ sha256 }) => sha256 === staged.sha256);
    if (same) throw new TenureError('file_same_twice', { file: file.name, other: same.reading.name });
    this.#staged.set(fileId, staged);
    this.#texts.add(fileId);
    return propose(this.db, staged);
  }

  /** Forgets files that were staged and not committed. */
  async unstage(fileIds: readonly number[]): Promise<void> {
    for (const fileId of fileIds.filter((id) => this.#staged.has(id))) await this.#forget(fileId);
  }

  /** What a mapping would make of a staged file, under the house's policies and its profile's. */
  async previewMapping(fileId: number, mapping: Mapping, control: Control): Promise<MappingPreview> {
    throwIfCancelled(control);
    const loaded = await this.#typeRows(this.#stagedFile(fileId), mapping);
    return previewOrders(this.db, loaded);
  }

  /**
   * Adds staged files to the canonical tables, all or none.
   * @throws TenureError file_dates_unreadable, file_amounts_unreadable, file_rows_unaccounted
   */
  async commit(files: readonly Choice[], policies: Policies, control: Control): Promise<ImportReport> {
    await this.#prepare();
    const staged = files.map(({ fileId, mapping }) => ({ file: this.#stagedFile(fileId), mapping }));
    const progress = progressOf(control, staged);
    for (const { file, mapping } of staged) {
      throwIfCancelled(control);
      progress('mapping', file);
      // Outside the transaction, so that a failure later leaves the typed rows for the next attempt.
      if (sideProfile(mapping.profile) === undefined) await this.#typeRows(file, mapping);
      if (!keepsText(file)) await this.#dropText(file);
    }
    const { report, loaded } = await this.#inTransaction(staged, async () => {
      let loaded = this.#loaded;
      for (const { file, mapping } of staged) {
        throwIfCancelled(control);
        const side = sideProfile(mapping.profile);
        const entry = side
          ? await loadSideFile(this.db, file, side)
          : await this.#add(loaded.filter(isOrderFile), await this.#typeRows(file, mapping));
        await keepReaderRejects(this.db, file);
        await register(this.db, entry);
        loaded = [...loaded, entry];
      }
      progress('building', staged[0]?.file);
      const report = await this.#build(loaded, policies, control);
      return { report, loaded };
    });
    this.#loaded = loaded;
    for (const { file } of staged) {
      this.#staged.delete(file.fileId);
      this.#typed.delete(file.fileId);
    }
    return report;
  }

  /** Builds the canonical tables anew from what is loaded, without reading any file. */
  async applyPolicies(policies: Policies, control: Control): Promise<ImportReport> {
    await this.#prepare();
    return this.#inTransaction(this.#loaded, () => this.#build(this.#loaded, policies, control));
  }

  async policyEffects(policies: Policies, control: Control): Promise<PolicyEffect[]> {
    await this.#prepare();
    return effectsOfPolicies(this.db, policies, () => {
      throwIfCancelled(control);
    });
  }

  /** What the reader makes of a file before any mapping; nothing of it is kept. */
  async inspect(file: File, rows: number | null, control: Control): Promise<FileReading> {
    return readFile(this.db, file, { ...control, rows });
  }

  /** Forgets all files, staged and committed. */
  async clear(): Promise<void> {
    this.#loaded = [];
    this.#staged.clear();
    this.#typed.clear();
    this.#texts.clear();
    this.#prepared = false;
    await this.db.run('DROP SCHEMA IF EXISTS staging CASCADE');
    await this.#prepare();
  }

  /** The first files decide: tables cannot move once they hold anything. */
  async #makeRoomFor(files: readonly File[]): Promise<void> {
    if (this.#loaded.length > 0 || this.#staged.size > 0) return;
    const compressed = files.reduce((sum, file) => sum + inflatedSize(file), 0) > hugeBytes;
    if (compressed === this.#compressed) return;
    await this.db.compressTables(compressed);
    this.#compressed = compressed;
    this.#prepared = false;
  }

  async #prepare(): Promise<void> {
    if (this.#prepared) return;
    await createTables(this.db);
    this.#prepared = true;
  }

  async #add(earlier: readonly OrderFile[], added: OrderFile): Promise<OrderFile> {
    await createViews(this.db, [...earlier, added]);
    await replaceEarlierOrders(this.db, earlier, added);
    await keepUnreadable(this.db, added);
    return added;
  }

  async #build(loaded: readonly LoadedFile[], policies: Policies, control: Control): Promise<ImportReport> {
    const files = loaded.filter(isOrderFile);
    const step = () => {
      throwIfCancelled(control);
    };
    await createViews(this.db, files);
    await buildCanonical(this.db, files, policies, step);
    step();
    const isStaged = ({ fileId }: StagedFile): boolean => this.#texts.has(fileId);
    await buildLedger(this.db, loaded, isStaged);
    const attributes = await buildAttributes(this.db, files, isStaged);
    step();
    return reportOn(this.db, loaded, policies, attributes);
  }

  async #inTransaction<T>(
    files: readonly { readonly file: StagedFile }[],
    work: () => Promise<T>,
  ): Promise<T> {
    await this.db.run('BEGIN');
    try {
      const result = await work();
      await this.db.run('COMMIT');
      return result;
    } catch (error) {
      await this.db.run('ROLLBACK');
      throw asTenureError(error, files.map(({ file }) => file.reading.name).join(', '));
    }
  }

  async #typeRows(file: StagedFile, mapping: Mapping): Promise<OrderFile> {
    const key = JSON.stringify(mapping);
    const known = this.#typed.get(file.fileId);
    if (known?.key === key) return known.loaded;
    this.#typed.delete(file.fileId);
    if (!this.#texts.has(file.fileId)) throw new TenureError('file_vanished', { file: file.reading.name });
    const loaded = await loadOrders(this.db, file, mapping);
    this.#typed.set(file.fileId, { key, loaded });
    return loaded;
  }

  /** The text of a huge file goes before anything is built from its rows: there is no memory for both. */
  async #dropText({ fileId }: StagedFile): Promise<void> {
    if (this.#texts.delete(fileId)) await this.db.run(`DROP TABLE staging.f${fileId.toString()}`);
  }

  async #forget(fileId: number): Promise<void> {
    this.#staged.delete(fileId);
    this.#typed.delete(fileId);
    this.#texts.delete(fileId);
    await dropOrders(this.db, fileId);
    await unstageFile(this.db, fileId);
  }

  #stagedFile(fileId: number): StagedFile {
    const file = this.#staged.get(fileId);
    if (file === undefined) throw new TenureError('unexpected', {}, `no staged file ${fileId.toString()}`);
    return file;
  }
}

/** Bytes of text above which tables are compressed: uncompressed, they would not fit into 32-bit memory with room to work. */
const hugeBytes = 256 * 2 ** 20;

/** Order exports shrink to about an eighth. */
const inflatedSize = ({ name, size }: File): number => (/\.gz$/i.test(name) ? size * 8 : size);

function throwIfCancelled({ signal }: Control): void {
  if (signal.aborted) throw new TenureError('engine_cancelled');
}

const idsOf = (results: readonly StageResult[]): number[] =>
  results.flatMap((result) => (result.ok ? [result.proposal.file.fileId] : []));

/** A statement of our own that the engine refuses is no SQL for the user to correct. */
function asTenureError(error: unknown, file: string): TenureError {
  if (error instanceof TenureError && error.code !== 'engine_sql') return error;
  const words =
    error instanceof TenureError ? error.detail : error instanceof Error ? error.message : undefined;
  return new TenureError('file_not_imported', { file }, words ?? String(error));
}

function progressOf({ onProgress }: Control, files: readonly { readonly file: StagedFile }[]) {
  const totalBytes = files.reduce((sum, { file }) => sum + file.bytes, 0);
  return (phase: Progress['phase'], file: StagedFile | undefined) => {
    if (!onProgress || !file) return;
    const { name, records } = file.reading;
    onProgress({ phase, file: name, bytes: totalBytes, totalBytes, rows: records });
  };
}
