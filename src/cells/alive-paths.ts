import { createContext } from 'svelte';
import type { AlivePoint, AliveQuestion } from '../predict/alive-path';

/** Who reckons one customer's probability of being alive over time. */
export interface AlivePaths {
  ask(question: AliveQuestion, signal: AbortSignal): Promise<readonly AlivePoint[]>;
}

/** The page sets it for the cells below it. */
export const [alivePaths, setAlivePaths] = createContext<AlivePaths>();
