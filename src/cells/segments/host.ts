import { createContext } from 'svelte';
import type { Values } from '../../segments/segment';

/** What this cell needs of the page around it: the numbers of a definition belong to the notebook, not to the cell. */
export interface SegmentsHost {
  setSegment(definition: string, values: Values): void;
}

/** The page sets it for the cells below it; reading it without a page throws. */
export const [segmentsHost, setSegmentsHost] = createContext<SegmentsHost>();
