import { createContext } from 'svelte';
import type { ImportReport, PolicyEffect } from '../../import/types';
import type { Policies, PolicyName } from '../../schema/policies';
import type { ReadRows } from './ledger';

/** What this cell needs of the page around it besides its own statement: the files' report, and the policies to switch. */
export interface LoadedHost {
  /** null while nothing is loaded. */
  readonly report: ImportReport | null;
  readonly isSample: boolean;
  readonly policies: Policies;
  readonly rows: ReadRows;
  effects(): Promise<readonly PolicyEffect[]>;
  setPolicy(name: PolicyName, choice: string): void;
}

/** The page sets it for the cells below it; reading it without a page throws. */
export const [loadedHost, setLoadedHost] = createContext<LoadedHost>();
