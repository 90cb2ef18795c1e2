/** The twin of the scorecard: each way to forecast over all holdouts, then at each, then what the figures draw. */
import { m } from '../../i18n/locale.svelte';
import type { Contestant, MeanScore, OriginScore, Validation } from '../../predict/validation';
import type { CellValue, Column, Formatter, TableTwin, TwinRow } from '../kind';
import type { AccuracyResult } from './accuracy';
import { nameOfWay } from './words';

const day = 86_400_000;

export const scoreColumns = (level: string): readonly Column[] => [
  { key: 'way', label: m.accuracy_column_way(), format: 'text' },
  { key: 'bias', label: m.accuracy_column_bias(), format: 'percent' },
  { key: 'mae', label: m.accuracy_column_mae(), format: 'number' },
  { key: 'rmse', label: m.accuracy_column_rmse(), format: 'number' },
  { key: 'spearman', label: m.accuracy_column_spearman(), format: 'number' },
  { key: 'top', label: m.accuracy_column_top(), format: 'percent' },
  { key: 'coverage', label: m.accuracy_column_coverage({ level }), format: 'percent' },
  { key: 'aic', label: m.accuracy_column_aic(), format: 'number' },
];

const scoresOf = (score: OriginScore | MeanScore | null): Record<string, CellValue> => ({
  bias: score?.bias ?? null,
  mae: score?.mae ?? null,
  rmse: score?.rmse ?? null,
  spearman: score?.spearman ?? null,
  top: score?.topDecile ?? null,
  coverage: score?.coverage ?? null,
});

/** Over all holdouts, a row for each way, and what could not be beaten: a tenth chosen knowing what came. */
export function scorecard({ contestants }: Validation): readonly TwinRow[] {
  const perfect = contestants.find(({ mean }) => mean !== null)?.mean?.topDecilePerfect ?? null;
  return [
    ...contestants.map((one) => ({
      values: { way: nameOfWay(one.way), ...scoresOf(one.mean), aic: one.aic },
    })),
    { values: { way: m.accuracy_perfect(), top: perfect } },
  ];
}

export function accuracyTable({ validation, level }: AccuracyResult, format: Formatter): TableTwin {
  const [way, ...scores] = scoreColumns(format.percent(level, 0));
  const columns: readonly Column[] = [
    ...(way ? [way] : []),
    { key: 'from', label: m.accuracy_column_from(), format: 'date' },
    ...scores,
    { key: 'predicted', label: m.accuracy_column_predicted(), format: 'number' },
    { key: 'low', label: m.accuracy_column_low({ level: format.percent(level, 0) }), format: 'number' },
    { key: 'high', label: m.accuracy_column_high({ level: format.percent(level, 0) }), format: 'number' },
    { key: 'actual', label: m.accuracy_column_actual(), format: 'integer' },
  ];
  if (validation === null) return { columns, rows: [] };
  const atOrigins = (one: Contestant): TwinRow[] =>
    validation.origins.map(({ end, orders }, i) => {
      const score = one.scores[i] ?? null;
      return {
        values: {
          way: nameOfWay(one.way),
          from: new Date((end + 1) * day),
          ...scoresOf(score),
          predicted: score?.predicted ?? null,
          low: score?.interval?.low ?? null,
          high: score?.interval?.high ?? null,
          actual: orders,
        },
      };
    });
  return { columns, rows: [...scorecard(validation), ...validation.contestants.flatMap(atOrigins)] };
}
