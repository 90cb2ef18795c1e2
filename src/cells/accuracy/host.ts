import { createContext } from 'svelte';
import type { TransactionModelName } from '../../models/btyd/model';

/** What this cell needs of the page around it: which model foretells belongs to the notebook's forecast, not to the cell. */
export interface AccuracyHost {
  /** What the forecast is set to; null where the notebook holds none. */
  readonly model: string | null;
  setModel(model: TransactionModelName | 'auto'): void;
}

/** The page sets it for the cells below it; reading it without a page throws. */
export const [accuracyHost, setAccuracyHost] = createContext<AccuracyHost>();
