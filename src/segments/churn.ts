import { share, top } from './parameters';
import type { Parameter, SegmentDefinition } from './segment';
import { exceededByTop } from './value';

/** One family: what is not of high or low risk is of medium risk. */
const family = 'churn_risk';

const parameters: readonly Parameter[] = [
  { ...share('high_below', 30), min: 1, max: 99 },
  { ...share('low_from', 70), min: 1, max: 99 },
  top(50),
];

const thresholds = { least: { unit: 'money', sql: exceededByTop('net') } } as const;

/** Of customers who are worth an effort. Where the thresholds cross, the higher one parts high from low. */
const conditionOf = (risk: string): string =>
  `CASE WHEN p_alive IS NOT NULL THEN ${risk} AND net > 0 AND net > (${exceededByTop('net')}) END`;
const lowFrom = 'greatest($high_below, $low_from) / 100';

const riskOf = (id: string, risk: string): SegmentDefinition => ({
  id: `${family}_${id}`,
  shares: family,
  parameters,
  thresholds,
  condition: conditionOf(risk),
  partial: true,
});

/** Valuable customers by the risk that they have left, which a model of their orders tells. */
export const byForecast: readonly SegmentDefinition[] = [
  riskOf('high', 'p_alive < $high_below / 100'),
  riskOf('medium', `p_alive >= $high_below / 100 AND p_alive < ${lowFrom}`),
  riskOf('low', `p_alive >= ${lowFrom}`),
];
