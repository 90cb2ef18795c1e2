import { axisX, cell, plot, text } from '@observablehq/plot';
import { ramp, textOn, token } from './colours';
import { fitText, svgOf, textWidth, type Choice, type Drawing } from './drawing';
import { addHatch, hatchFill } from './hatch';
import { className } from './style';

export interface HeatCell extends Choice {
  readonly column: number;
  /** null is unknown: hatched where `censored`, else left blank. */
  readonly value: number | null;
  readonly censored: boolean;
  /** The same in every row (the 100 % of the first column), so that it takes no colour. */
  readonly neutral: boolean;
  /** Written in the cell where all of them fit. */
  readonly text: string;
  readonly lines: readonly string[];
}

export interface HeatRow {
  readonly label: string;
  /** Right of the label; left out on narrow figures. */
  readonly count: string;
  /** Right of the cells. */
  readonly total: string;
  readonly cells: readonly HeatCell[];
}

export interface HeatmapOptions {
  readonly width: number;
  /** Stands above the others, set apart. */
  readonly summary: HeatRow;
  readonly rows: readonly HeatRow[];
  readonly columns: number;
  /** Above the columns, where they are not simply numbered from 0. */
  readonly columnNames?: readonly string[];
  /** In pixels; by the number of rows, when absent. */
  readonly rowHeight?: number;
  /** The quantile of the values that takes the darkest colour; 0.95, when absent, so that one large cell does not pale all others. */
  readonly topQuantile?: number;
  readonly heads: { readonly count: string; readonly total: string; readonly columns: string };
}

const size = 12;
const wide = 520;

interface PlacedRow extends HeatRow {
  readonly key: string;
}
type PlacedCell = HeatCell & { readonly key: string; readonly fill: string };

/** A table of cells, darker for more: rows of different lengths, their summary on top. */
export function heatmap(options: HeatmapOptions): Drawing {
  const { width, summary, rows, columns, columnNames, heads } = options;
  const placed: PlacedRow[] = [
    { ...summary, key: 'summary' },
    ...rows.map((row, index) => ({ ...row, key: String(index) })),
  ];
  const isWide = width >= wide;
  const rowHeight = options.rowHeight ?? (rows.length <= 16 ? 28 : rows.length <= 40 ? 20 : 13);
  const every = rowHeight < size + 2 ? Math.ceil((size + 4) / rowHeight) : 1;
  const labelWidth = Math.min(
    isWide ? 150 : 84,
    Math.max(...placed.map(({ label }) => textWidth(label, size))) + 4,
  );
  const countWidth = isWide
    ? Math.max(...placed.map(({ count }) => textWidth(count, size)), textWidth(heads.count, 11)) + 14
    : 0;
  const totalWidth = Math.max(
    ...placed.map(({ total }) => textWidth(total, size)),
    textWidth(heads.total, 11),
  );
  const marginLeft = labelWidth + countWidth + 10;
  const marginRight = totalWidth + 12;
  const marginTop = 48;
  const keys = ['summary', 'gap', ...rows.map((_row, index) => String(index))];
  const height = marginTop + rowHeight * keys.length + 4;
  const band = (width - marginLeft - marginRight) / columns;

  const colour = colourOf(placed, options.topQuantile ?? 0.95);
  const cells: PlacedCell[] = placed.flatMap(({ key, cells: own }) =>
    own.map((one) => ({ ...one, key, fill: one.neutral ? token('--sunken') : colour(one.value) })),
  );
  const fontSize = band >= 34 ? 12 : 11;
  const fits = rowHeight >= 16 && cells.every((one) => textWidth(one.text, fontSize) <= band - 2);
  const hatch = hatchFill('open');
  const labelled = placed.filter(({ key }) => key === 'summary' || Number(key) % every === 0);
  const tickStep = Math.max(1, Math.ceil(20 / band));

  const common = { y: 'key', fontSize: size } as const;
  const node = svgOf(
    plot({
      className,
      width,
      height,
      marginTop,
      marginRight,
      marginBottom: 4,
      marginLeft,
      style: { fontFamily: 'var(--font-ui)', fontSize: `${String(size)}px`, color: 'var(--ink)' },
      x: { type: 'band', domain: Array.from({ length: columns }, (_, age) => age), padding: 0, axis: null },
      y: { type: 'band', domain: keys, padding: 0, axis: null },
      marks: [
        axisX({
          anchor: 'top',
          tickSize: 0,
          tickPadding: 6,
          ticks: Array.from({ length: columns }, (_, age) => age).filter((age) => age % tickStep === 0),
          tickFormat: (column: number) => columnNames?.[column] ?? String(column),
          label: null,
          fill: 'var(--ink-3)',
          fontSize: 11,
        }),
        cell(cells.filter(isValued), {
          x: 'column',
          y: 'key',
          fill: { value: 'fill', scale: null },
          inset: 0.75,
          rx: 2,
        }),
        cell(
          cells.filter(({ censored }) => censored),
          { x: 'column', y: 'key', fill: { value: () => hatch, scale: null }, inset: 0.75, rx: 2 },
        ),
        ...inBothWeights(fits ? cells.filter(isValued) : [], (data, fontWeight) =>
          text(data, {
            x: 'column',
            y: 'key',
            text: 'text',
            fontSize,
            fontWeight,
            fill: { value: (one: PlacedCell) => textOn(one.fill), scale: null },
          }),
        ),
        ...inBothWeights(labelled, (data, fontWeight) =>
          text(data, {
            ...common,
            text: (row: PlacedRow) => fitText(row.label, size, labelWidth),
            fill: 'var(--ink)',
            frameAnchor: 'left',
            textAnchor: 'start',
            dx: -marginLeft,
            fontWeight,
          }),
        ),
        text(isWide ? labelled : [], {
          ...common,
          text: 'count',
          fill: 'var(--ink-3)',
          frameAnchor: 'left',
          textAnchor: 'end',
          dx: -10,
        }),
        text(labelled, {
          ...common,
          text: 'total',
          fill: 'var(--ink)',
          frameAnchor: 'right',
          textAnchor: 'end',
          dx: marginRight,
          fontWeight: 600,
        }),
        head(heads.columns, 'top-left', 'start', 0, -34),
        ...(isWide ? [head(heads.count, 'top-left', 'end', -10, -18)] : []),
        head(heads.total, 'top-right', 'end', marginRight, -18),
      ],
    }),
  );
  addHatch(node, 'open');
  const y = (key: string): number => marginTop + keys.indexOf(key) * rowHeight;
  return {
    node,
    spots: placed.flatMap(({ key, cells: own }, row) =>
      own.map(({ column, lines, choose, chosen }) => ({
        row,
        column,
        x: marginLeft + column * band,
        y: y(key),
        width: band,
        height: rowHeight,
        lines,
        choose,
        chosen,
      })),
    ),
  };
}

/** The summary's texts are bold; a text mark has one weight. */
function inBothWeights<T extends { readonly key: string }>(
  data: readonly T[],
  draw: (data: readonly T[], fontWeight: number) => ReturnType<typeof text>,
): ReturnType<typeof text>[] {
  const isSummary = ({ key }: T): boolean => key === 'summary';
  return [
    draw(data.filter(isSummary), 600),
    draw(
      data.filter((one) => !isSummary(one)),
      400,
    ),
  ];
}

const isValued = ({ value }: HeatCell): boolean => value !== null;

const head = (
  label: string,
  frameAnchor: 'top-left' | 'top-right',
  textAnchor: 'start' | 'end',
  dx: number,
  dy: number,
): ReturnType<typeof text> =>
  text([label], {
    frameAnchor,
    textAnchor,
    dx,
    dy,
    fontSize: 11,
    fill: 'var(--ink-3)',
    lineAnchor: 'middle',
  });

/** Colours by value; those above the top quantile are as dark as it. */
function colourOf(rows: readonly HeatRow[], topQuantile: number): (value: number | null) => string {
  const values = rows
    .flatMap(({ cells }) => cells)
    .flatMap(({ value, neutral }) => (value === null || neutral ? [] : [value]))
    .sort((a, b) => a - b);
  const low = Math.min(0, values[0] ?? 0);
  const high = values[Math.floor(topQuantile * (values.length - 1))] ?? 1;
  const scale = ramp(token('--scale-low'), token('--scale-high'));
  return (value) => scale(value === null || high === low ? 0 : (value - low) / (high - low));
}
