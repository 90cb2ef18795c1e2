import type { OnProgress, Progress } from '../types';

const interval = 100;

/** Passes on at most ten reports a second, and always the last of a phase's bytes. */
export function throttle(onProgress: OnProgress | undefined): OnProgress {
  let last = -Infinity;
  let phase: Progress['phase'] | null = null;
  return (progress) => {
    const now = performance.now();
    if (progress.phase === phase && now - last < interval && progress.bytes < progress.totalBytes) return;
    last = now;
    phase = progress.phase;
    onProgress?.(progress);
  };
}
