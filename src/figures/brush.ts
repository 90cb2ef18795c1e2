/** A brush over bins that lie side by side: which of them it holds, after a key or a drag. */

/** The first and the last bin, both included. */
export type BinRange = readonly [first: number, last: number];

/** `anchor` stays where it is while `head` is moved. */
export interface BrushState {
  readonly anchor: number;
  readonly head: number;
}

export const rangeOf = ({ anchor, head }: BrushState): BinRange => [
  Math.min(anchor, head),
  Math.max(anchor, head),
];

const clamp = (value: number, count: number): number => Math.min(Math.max(value, 0), count - 1);

/** The brush moved by some bins, as wide as before: it stops at the edges. */
export function shifted({ anchor, head }: BrushState, by: number, count: number): BrushState {
  const [first, last] = rangeOf({ anchor, head });
  const step = Math.min(Math.max(by, -first), count - 1 - last);
  return { anchor: anchor + step, head: head + step };
}

/**
 * What a key makes of a brush: arrows move it by a bin, Home and End to an edge; with Shift they move its head alone.
 * Without a brush, the first key sets one of a single bin.
 * @returns null for any other key
 */
export function pressed(
  brush: BrushState | null,
  key: string,
  shift: boolean,
  count: number,
): BrushState | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    Home: -count,
    End: count,
  };
  const by = steps[key];
  if (by === undefined || count === 0) return null;
  if (brush === null) {
    const at = key === 'End' || by === -1 ? count - 1 : 0;
    return { anchor: at, head: at };
  }
  if (shift) return { anchor: brush.anchor, head: clamp(brush.head + by, count) };
  return shifted(brush, by, count);
}

/** What a press of the pointer begins: a new brush, or a move or a stretch of the one that is there. */
export type Grip = { readonly kind: 'new' | 'stretch'; readonly anchor: number } | Move;
interface Move {
  readonly kind: 'move';
  readonly from: number;
  readonly brush: BrushState;
}

/** @param reach bins around an edge of the brush that still take hold of it */
export function gripAt(range: BinRange | null, position: number, count: number, reach: number): Grip {
  const bin = clamp(Math.floor(position), count);
  if (range === null) return { kind: 'new', anchor: bin };
  const [first, last] = range;
  if (Math.abs(position - first) <= reach) return { kind: 'stretch', anchor: last };
  if (Math.abs(position - last - 1) <= reach) return { kind: 'stretch', anchor: first };
  if (bin < first || bin > last) return { kind: 'new', anchor: bin };
  return { kind: 'move', from: bin, brush: { anchor: first, head: last } };
}

/** The brush while a pointer that took hold of it is at a position, in bins from the left edge. */
export function dragged(grip: Grip, position: number, count: number): BrushState {
  const bin = clamp(Math.floor(position), count);
  if (grip.kind === 'move') return shifted(grip.brush, bin - grip.from, count);
  return { anchor: grip.anchor, head: bin };
}
