/** What can be chosen by a click, Enter or the space bar. */
export interface Choice {
  /** Chooses it, or lets it go when it is chosen; absent where there is nothing to choose. */
  readonly choose?: (() => void) | undefined;
  readonly chosen?: boolean | undefined;
}

/** A place in a figure that pointer and arrow keys can reach. Positions are pixels of the drawing. */
export interface Spot extends Choice {
  readonly row: number;
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What it says: the first line names it. */
  readonly lines: readonly string[];
}

export interface Drawing {
  readonly node: SVGSVGElement;
  readonly spots: readonly Spot[];
}

/** Draws a figure for a width in pixels. */
export type Draw = (width: number) => Drawing;

const averageGlyph = 0.57;

/** Width of a text in pixels, near enough to lay out labels without a document. */
export const textWidth = (text: string, fontSize: number): number => text.length * fontSize * averageGlyph;

/** The text cut to a width, with an ellipsis. */
export function fitText(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = Math.max(1, Math.floor(width / (fontSize * averageGlyph)) - 1);
  return `${text.slice(0, characters)}…`;
}

/** The spot nearest to a point, or null when none is within `reach` pixels. */
export function nearestSpot(spots: readonly Spot[], x: number, y: number, reach = 24): Spot | null {
  let best: Spot | null = null;
  let least = reach;
  for (const spot of spots) {
    const dx = Math.max(spot.x - x, 0, x - spot.x - spot.width);
    const dy = Math.max(spot.y - y, 0, y - spot.y - spot.height);
    const distance = Math.hypot(dx, dy);
    if (distance < least || (distance === 0 && best === null)) {
      best = spot;
      least = distance;
    }
  }
  return best;
}

const moves: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * The spot an arrow key leads to from another: along the row, or to the next row that has spots, at the nearest
 * column. Home and End go to the ends of the row.
 * @returns null for any other key; the same spot at an edge
 */
export function moveSpot(spots: readonly Spot[], from: Spot | null, key: string): Spot | null {
  const first = spots[0];
  const isMove = key in moves || key === 'Home' || key === 'End';
  if (!isMove || first === undefined) return null;
  if (from === null) return first;
  const inRow = spots.filter(({ row }) => row === from.row).sort((a, b) => a.column - b.column);
  if (key === 'Home') return inRow[0] ?? from;
  if (key === 'End') return inRow.at(-1) ?? from;
  const [down = 0, right = 0] = moves[key] ?? [];
  if (right !== 0) return inRow[inRow.findIndex(({ column }) => column === from.column) + right] ?? from;
  const rows = [...new Set(spots.map(({ row }) => row))].sort((a, b) => a - b);
  const row = rows[rows.indexOf(from.row) + down];
  return spots
    .filter((spot) => spot.row === row)
    .reduce<Spot>(
      (best, spot) =>
        best.row !== row || Math.abs(spot.column - from.column) < Math.abs(best.column - from.column)
          ? spot
          : best,
      from,
    );
}

/** Plot gives a figure element only where there is a legend or a title; ours have neither. */
export function svgOf(node: SVGSVGElement | HTMLElement): SVGSVGElement {
  if (node instanceof SVGSVGElement) return node;
  throw new TypeError('A figure is one SVG element');
}
