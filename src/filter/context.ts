import { createContext } from 'svelte';
import type { CrossFilter } from './cross-filter.svelte';
import type { LiveFilter } from './mosaic';

/** The filter of the notebook around a figure. */
export const [crossFilter, setCrossFilter] = createContext<CrossFilter>();

/** What follows that filter move by move. */
export const [liveFilter, setLiveFilter] = createContext<LiveFilter>();
