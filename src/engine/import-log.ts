import type { ImportReport, Mapping, StageResult } from '../import/types';
import { defaultPolicies, type Policies } from '../schema/policies';
import { TenureError } from '../schema/errors';

interface CommittedFile {
  readonly fileId: number;
  readonly file: File;
  readonly mapping: Mapping;
}

interface StagedEntry {
  readonly file: File;
  /** The worker's own number for it, which is another one after a restart. */
  workerId: number;
}

export interface ReplayTarget {
  stage(files: File[]): Promise<StageResult[]>;
  commit(files: { fileId: number; mapping: Mapping }[], policies: Policies): Promise<ImportReport>;
}

function numberOf(result: StageResult): number {
  if (!result.ok) throw TenureError.from(result.error);
  return result.proposal.file.fileId;
}

/**
 * What was imported, kept on the page so that a new worker can be brought to where the last one was.
 * The page's file numbers stay valid for staged files; the log translates them.
 */
export class ImportLog {
  readonly #staged = new Map<number, StagedEntry>();
  #batches: (readonly CommittedFile[])[] = [];
  #policies: Policies = defaultPolicies;

  /** Bytes of all committed files. */
  get bytes(): number {
    return this.#batches.flat().reduce((total, { file }) => total + file.size, 0);
  }

  bytesOf(fileIds: readonly number[]): number {
    return fileIds.reduce((total, id) => total + (this.#staged.get(id)?.file.size ?? 0), 0);
  }

  get isEmpty(): boolean {
    return this.#batches.length === 0 && this.#staged.size === 0;
  }

  /** Takes note of staged files; gives the results as the page may keep them. */
  staged(files: readonly File[], results: readonly StageResult[]): StageResult[] {
    return results.map((result, index) => {
      const file = files[index];
      if (!result.ok || file === undefined) return result;
      const { proposal } = result;
      const fileId = this.#pageId(proposal.file.fileId);
      this.#staged.set(fileId, { file, workerId: proposal.file.fileId });
      return { ok: true, proposal: { ...proposal, file: { ...proposal.file, fileId } } };
    });
  }

  /** The worker's number of a staged file. */
  workerId(fileId: number): number {
    return this.#staged.get(fileId)?.workerId ?? fileId;
  }

  unstaged(fileIds: readonly number[]): void {
    for (const id of fileIds) this.#staged.delete(id);
  }

  committed(files: readonly { fileId: number; mapping: Mapping }[], policies: Policies): void {
    const batch = files.flatMap(({ fileId, mapping }) => {
      const entry = this.#staged.get(fileId);
      this.#staged.delete(fileId);
      return entry ? [{ fileId, mapping, file: entry.file }] : [];
    });
    this.#batches.push(batch);
    this.#policies = policies;
  }

  policiesApplied(policies: Policies): void {
    this.#policies = policies;
  }

  clear(): void {
    this.#staged.clear();
    this.#batches = [];
  }

  /**
   * Stages and commits everything anew, in the same order. Gives the report of what is loaded, or null for nothing.
   * @throws TenureError when a committed file can no longer be read; the log is left as it was
   */
  async replay(target: ReplayTarget): Promise<ImportReport | null> {
    let report: ImportReport | null = null;
    for (const batch of this.#batches) {
      const results = await target.stage(batch.map(({ file }) => file));
      const files = batch.map(({ mapping }, index) => {
        const result = results[index];
        if (result === undefined) throw new TenureError('unexpected');
        return { fileId: numberOf(result), mapping };
      });
      report = await target.commit(files, this.#policies);
    }
    await this.#restage(target);
    return report;
  }

  /** A staged file that can no longer be read is dropped: committing it will say so. */
  async #restage(target: ReplayTarget): Promise<void> {
    const entries = [...this.#staged];
    if (entries.length === 0) return;
    const results = await target.stage(entries.map(([, { file }]) => file));
    entries.forEach(([fileId, entry], index) => {
      const result = results[index];
      if (result?.ok === true) entry.workerId = result.proposal.file.fileId;
      else this.#staged.delete(fileId);
    });
  }

  /** The worker's number where it is free, so that the two are the same until a worker is replaced. */
  #pageId(workerId: number): number {
    const taken = [...this.#staged.keys(), ...this.#batches.flat().map(({ fileId }) => fileId)];
    return taken.includes(workerId) ? Math.max(...taken) + 1 : workerId;
  }
}
