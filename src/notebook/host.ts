import type { CellContext } from '../cells/kind';
import type { Engine } from '../engine/engine.svelte';
import type { ImportReport } from '../import/types';
import type { PolicyName } from '../schema/policies';
import type { Notebook } from './notebook.svelte';
import type { Pending } from './pending';

/** What the notebook's page needs of the visit it is part of. */
export interface NotebookHost {
  readonly notebook: Notebook;
  readonly pending: Pending;
  readonly report: ImportReport | null;
  readonly context: CellContext | null;
  readonly isSample: boolean;
  /** Whether the tables are being built anew; what is shown is then about to change. */
  readonly rebuilding: boolean;
  engine(): Promise<Engine>;
  setPolicy(name: PolicyName, choice: string | null): Promise<void>;
}
