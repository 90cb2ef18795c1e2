import { createContext } from 'svelte';
import type { Values } from '../../segments/segment';

/** Where people make segments of their own. A segment is named by its id in the list. */
interface Desk {
  /** Whether there may be no more of them. */
  readonly isFull: boolean;
  create(): void;
  edit(segment: string): void;
  duplicate(segment: string): void;
  remove(segment: string): void;
}

/** What this cell needs of the page around it: the numbers of a definition belong to the notebook, not to the cell. */
export interface SegmentsHost {
  readonly desk: Desk;
  setSegment(definition: string, values: Values): void;
}

/** The page sets it for the cells below it; reading it without a page throws. */
export const [segmentsHost, setSegmentsHost] = createContext<SegmentsHost>();
