/** What is known of customers besides their orders, as covariates of a model: attributes of the first order. */
import type { Table } from 'apache-arrow';
import { bgNbd } from '../models/btyd/bg-nbd';
import type { Covariates } from '../models/btyd/covariates';
import { fitWithCovariates } from '../models/btyd/covariates-fit';
import { groupCells } from '../models/btyd/group-cells';
import { mbgNbd } from '../models/btyd/mbg-nbd';
import type { Cells, TransactionModel, TransactionModelName } from '../models/btyd/model';
import { paretoNbd } from '../models/btyd/pareto-nbd';
import { readPurchases, type Purchases } from './customers';
import { daysPer } from './fit';
import type { CovariateCoefficient, CovariateReport } from './report';
import type { Attribute, FitRequest } from './request';

/** Values of an attribute that have a coefficient of their own; the rarer ones share one. */
const named = 5;
/** Below this share of the customers a value is counted with the others: it would hardly tell anything. */
const leastShare = 0.01;

/** One value of an attribute, as a column of 0 and 1. */
interface Level {
  readonly attribute: Attribute;
  /** Null is unknown. */
  readonly value: string | null;
  /** Stands for all values without a column of their own. */
  readonly isOthers: boolean;
}

interface Coded {
  readonly levels: readonly Level[];
  /** The value that the columns compare with: the most frequent one. */
  readonly baseline: string | null;
  /** For each customer an index of `levels`; -1 for the baseline. */
  readonly levelOf: Int32Array;
}

function codeAttribute(attribute: Attribute, values: readonly (string | null)[]): Coded {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const byCount = [...counts].sort(
    ([one, count], [other, least]) => least - count || String(one).localeCompare(String(other)),
  );
  const [baseline = null, ...rest] = byCount.map(([value]) => value);
  const own = rest.filter((value, i) => i < named && (counts.get(value) ?? 0) >= leastShare * values.length);
  const levels: Level[] = own.map((value) => ({ attribute, value, isOthers: false }));
  if (own.length < rest.length) levels.push({ attribute, value: null, isOthers: true });
  const index = new Map<string | null, number>([
    [baseline, -1],
    ...own.map((value, i) => [value, i] as const),
  ]);
  return { levels, baseline, levelOf: Int32Array.from(values, (value) => index.get(value) ?? own.length) };
}

/** Customers by profile, each profile's in weighted cells. */
function cellsByProfile(
  purchases: Purchases,
  coded: readonly Coded[],
  daysPerUnit: number,
): { readonly cells: Cells; readonly covariates: Covariates } {
  const members = new Map<string, number[]>();
  purchases.x.forEach((_, row) => {
    const key = coded.map(({ levelOf }) => levelOf[row]).join();
    const known = members.get(key);
    if (known) known.push(row);
    else members.set(key, [row]);
  });
  const parts = [...members.values()].map((rows) => {
    const pick = (values: Float64Array, unit: number) =>
      Float64Array.from(rows, (row) => (values[row] ?? NaN) / unit);
    const { x, recency, age } = purchases;
    return groupCells(pick(x, 1), pick(recency, daysPerUnit), pick(age, daysPerUnit)).cells;
  });
  const profiles = [...members.values()].map(([row = 0]) =>
    coded.flatMap(({ levels, levelOf }) => levels.map((_, level) => (levelOf[row] === level ? 1 : 0))),
  );
  const join = (of: (cells: Cells) => Float64Array) =>
    Float64Array.from(parts.flatMap((part) => [...of(part)]));
  return {
    cells: {
      x: join(({ x }) => x),
      recency: join(({ recency }) => recency),
      age: join(({ age }) => age),
      weight: join(({ weight }) => weight),
    },
    covariates: {
      columns: coded.flatMap(({ levels }) => levels).map((_, i) => String(i)),
      profiles,
      profileOf: Uint32Array.from(parts.flatMap(({ x }, profile) => [...x].map(() => profile))),
    },
  };
}

const models: Readonly<Partial<Record<TransactionModelName, TransactionModel>>> = {
  'bg-nbd': bgNbd,
  'mbg-nbd': mbgNbd,
  'pareto-nbd': paretoNbd,
};

/**
 * Fits a model of orders with the attributes asked for: the model chosen without them, or MBG/NBD where that one knows no
 * covariates.
 * @param table the result of `covariatesSql`
 */
export function fitCovariates(
  table: Table,
  request: FitRequest,
  chosen: TransactionModelName | null,
): CovariateReport {
  const attributes = request.covariates ?? [];
  const coded = attributes.map((attribute) => {
    const column = table.getChild(attribute);
    if (!column) throw new TypeError(`No column named ${attribute}`);
    const values = Array.from({ length: table.numRows }, (_, row) => {
      const value: unknown = column.get(row);
      return typeof value === 'string' ? value : null;
    });
    return codeAttribute(attribute, values);
  });
  const levels = coded.flatMap((one) => one.levels);
  // One value for all is no covariate.
  if (coded.some((one) => one.levels.length === 0))
    return { converged: false, refusal: 'collinear_covariates' };
  const model = (chosen && models[chosen]) ?? mbgNbd;
  const { cells, covariates } = cellsByProfile(readPurchases(table), coded, daysPer(request.timeUnit));
  const outcome = fitWithCovariates(model, cells, covariates);
  if (!outcome.ok) return { converged: false, refusal: outcome.refusal };
  const { parameters, standardErrors, logLikelihood, aic, bic, coefficients } = outcome.fit;
  return {
    converged: true,
    model: model.name,
    parameters,
    standardErrors,
    logLikelihood,
    aic,
    bic,
    baselines: Object.fromEntries(attributes.map((name, i) => [name, coded[i]?.baseline ?? null])),
    coefficients: coefficients.flatMap(
      ({ parameter, column, value, standardError }): CovariateCoefficient[] => {
        const level = levels[Number(column)];
        return level ? [{ ...level, parameter, coefficient: value, standardError }] : [];
      },
    ),
  };
}
