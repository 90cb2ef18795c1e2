/** A long list of rows of one height, of which only those in view are on the page. */

/** Firefox draws nothing beyond 17.9 million pixels, others beyond 33.5 million. */
const tallest = 10_000_000;

export interface List {
  readonly rows: number;
  /** Of one row, in pixels. */
  readonly rowHeight: number;
  /** Of what is seen at once, in pixels. */
  readonly view: number;
}

/** Height of the scrolled content. It stands for all rows, though it may be smaller than they are. */
export const contentHeight = ({ rows, rowHeight }: List): number => Math.min(rows * rowHeight, tallest);

/** How far the rows can be scrolled, in rows. */
const farthest = ({ rows, rowHeight, view }: List): number => Math.max(0, rows - view / rowHeight);
const farthestPixel = (list: List): number => Math.max(0, contentHeight(list) - list.view);

/** The row at the top edge, with the part of it that is out of view: 2.5 is the middle of the third row. */
export function rowAt(list: List, scrollTop: number): number {
  const most = farthestPixel(list);
  return most === 0 ? 0 : (Math.min(Math.max(scrollTop, 0), most) / most) * farthest(list);
}

/** Where to scroll to so that a row, or a place between two, is at the top edge. */
export function scrollTopOf(list: List, row: number): number {
  const most = farthest(list);
  return most === 0 ? 0 : (Math.min(Math.max(row, 0), most) / most) * farthestPixel(list);
}

/** The least scrolling that brings a row wholly into view. */
export function reveal(list: List, scrollTop: number, row: number): number {
  const top = rowAt(list, scrollTop);
  const shown = list.view / list.rowHeight;
  if (row < top) return scrollTopOf(list, row);
  return row + 1 > top + shown ? scrollTopOf(list, row + 1 - shown) : scrollTop;
}

/** The rows to draw: those in view and some beyond, as [first, behind the last], and where the first one stands. */
export function drawn(list: List, scrollTop: number): { first: number; end: number; top: number } {
  const at = rowAt(list, scrollTop);
  const beyond = 8;
  const first = Math.max(0, Math.floor(at) - beyond);
  const end = Math.min(list.rows, Math.ceil(at + list.view / list.rowHeight) + beyond);
  return { first, end, top: scrollTop - (at - first) * list.rowHeight };
}
