export interface Place {
  readonly row: number;
  readonly column: number;
}

interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that a page key goes. */
  readonly page: number;
  /** Whether the first column stands at the right. */
  readonly isMirrored: boolean;
}

/** The cell a key leads to, as in a grid of the ARIA Authoring Practices; null for any other key. */
export function moved(
  { row, column }: Place,
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { rows, columns, page, isMirrored }: Extent,
): Place | null {
  const forward = isMirrored ? -1 : 1;
  const places: Readonly<Record<string, Place>> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + forward },
    ArrowLeft: { row, column: column - forward },
    PageDown: { row: row + page, column },
    PageUp: { row: row - page, column },
    Home: { row: ctrlKey ? 0 : row, column: 0 },
    End: { row: ctrlKey ? rows - 1 : row, column: columns - 1 },
  };
  const place = places[key];
  if (place === undefined || rows === 0) return null;
  const within = (value: number, count: number): number => Math.min(Math.max(value, 0), count - 1);
  return { row: within(place.row, rows), column: within(place.column, columns) };
}
