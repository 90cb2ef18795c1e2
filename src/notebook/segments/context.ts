import { createContext } from 'svelte';
import type { SubjectGroup } from './subjects';
import type { ValueSource } from './suggestions';

/** What the parts of the builder share. */
export interface BuilderContext {
  readonly subjects: readonly SubjectGroup[];
  /** Whether the definition holds as many conditions as it may. */
  readonly isFull: boolean;
  /** Whether to say what is still to be filled in. */
  readonly isTold: boolean;
  /** In which money is entered; empty where the orders name none. */
  readonly currency: string;
  suggest(source: ValueSource, typed: string, signal: AbortSignal): Promise<readonly string[]>;
}

export const [builder, setBuilder] = createContext<BuilderContext>();
