import { createContext } from 'svelte';
import type { CrossFilter } from './cross-filter.svelte';

/** The filter of the notebook around a figure. */
export const [crossFilter, setCrossFilter] = createContext<CrossFilter>();
