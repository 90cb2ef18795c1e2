/** For work that lasts: told how far it is, it lets others have their turn and stops when asked to. */
export interface Patience {
  readonly signal?: AbortSignal;
  /** Share of the work done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** How long may be computed in one go, in milliseconds. */
const longest = 30;

/**
 * @returns a function to call after each piece of the work, with the share done. It returns at once unless it is time for
 *   a turn of the event loop, in which messages (an abort, say) arrive.
 * @throws (that function) the signal's reason when it is aborted
 */
export function breather({ signal, onProgress }: Patience): (share: number) => Promise<void> {
  let last = performance.now();
  return async (share) => {
    signal?.throwIfAborted();
    if (share < 1 && performance.now() - last < longest) return;
    onProgress?.(share);
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    last = performance.now();
  };
}
