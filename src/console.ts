import type { FileReading, ImportReport } from './import/types';
import type { Sharing } from './notebook/sharing.svelte';
import type { FitReport } from './predict/report';
import type { FitOptions } from './predict/request';
import { bindSql } from './schema/sql';
import type { Row, SqlValue } from './schema/database';
import type { Session } from './session.svelte';

/** `window.tenure`: the notebook for people who write code, and for its own tests and measurements. */
export interface TenureConsole {
  /** The engine answers. */
  readonly ready: Promise<void>;
  /** Runs one statement over the canonical tables; `$name` in it stands for `params.name`. */
  query(sql: string, params?: Readonly<Record<string, SqlValue>>): Promise<Row[]>;
  /** As if dropped; waits for the mapping screen where it asks. Rejects when nothing was imported. */
  open(files: readonly File[]): Promise<ImportReport>;
  /** What the reader makes of a file before any mapping, all text; all rows unless limited. */
  inspect(file: File, options?: { readonly rows?: number }): Promise<FileReading>;
  /** What "Copy link" copies. */
  link(): Promise<string>;
  /** Fits a model of when customers order, and of what they spend; a fit that does not converge says why. */
  fit(options?: FitOptions): Promise<FitReport>;
  /** All imports, fits and visible cells are done. */
  settled(): Promise<void>;
}

declare global {
  interface Window {
    tenure: TenureConsole;
  }
}

export function installConsole(session: Session, sharing: Sharing): void {
  window.tenure = Object.freeze<TenureConsole>({
    ready: session.started,
    query: async (sql, params = {}) => (await session.engine()).rows(bindSql(sql, params)),
    open: (files) => session.open([...files]),
    inspect: async (file, { rows } = {}) => (await session.engine()).inspect(file, rows ?? null),
    link: () => sharing.link(),
    fit: (options) => session.fit(options),
    settled: () => session.pending.settled(),
  });
}
