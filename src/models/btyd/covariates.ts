import type { Objective } from '../numerics/problem';
import type { Cells, Parameters, TransactionModel, TransactionModelName } from './model';

/** What is known of customers besides their orders: channel, country, first product as 0/1 columns, or numbers. */
export interface Covariates {
  readonly columns: readonly string[];
  /** The combinations of values that occur, each with a number for each column. */
  readonly profiles: readonly (readonly number[])[];
  /** For each cell the index of its profile: cells of unlike customers are told apart. */
  readonly profileOf: Uint32Array;
}

/** A parameter that covariates scale: times exp(sign × Σ coefficient × value). */
interface Effect {
  readonly parameter: string;
  readonly sign: 1 | -1;
}

const betaGeometric: readonly Effect[] = [
  { parameter: 'alpha', sign: -1 },
  { parameter: 'a', sign: 1 },
  { parameter: 'b', sign: 1 },
];

/**
 * Fader & Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models", with signs such
 * that a positive coefficient of alpha means more orders, and of beta sooner leaving. `a` and `b` have coefficients of
 * their own, as there and in pymc-marketing.
 */
const effects: Readonly<Partial<Record<TransactionModelName, readonly Effect[]>>> = {
  'pareto-nbd': [
    { parameter: 'alpha', sign: -1 },
    { parameter: 'beta', sign: -1 },
  ],
  'bg-nbd': betaGeometric,
  'mbg-nbd': betaGeometric,
};

/**
 * What covariates change in a model.
 * @throws RangeError for the models of regular timing: their likelihood has a constant of all customers together, which
 *   must not count once for each profile
 */
export function covariateEffects({ name }: Pick<TransactionModel, 'name'>): readonly Effect[] {
  const found = effects[name];
  if (!found) throw new RangeError(`No covariates for ${name}`);
  return found;
}

/** The cells of one profile, and which of all cells they are. */
interface Part {
  readonly profile: readonly number[];
  readonly cells: Cells;
  readonly members: Uint32Array;
}

/** The cells by profile; profiles without cells are left out. */
function partsOf(cells: Cells, { profiles, profileOf }: Covariates): Part[] {
  const members: number[][] = profiles.map(() => []);
  profileOf.forEach((profile, cell) => members[profile]?.push(cell));
  return profiles.flatMap((profile, index) => {
    const own = Uint32Array.from(members[index] ?? []);
    if (own.length === 0) return [];
    const pick = (values: Float64Array) => Float64Array.from(own, (cell) => values[cell] as number);
    return [
      {
        profile,
        members: own,
        cells: {
          x: pick(cells.x),
          recency: pick(cells.recency),
          age: pick(cells.age),
          weight: pick(cells.weight),
        },
      },
    ];
  });
}

/**
 * Log-likelihood with covariates, and its gradient: the sum of the plain model's over the profiles, each at its own
 * parameters. The point holds the logarithms of the plain parameters at covariates of 0, then for each effect the
 * coefficients of all columns.
 */
export function covariateObjective(model: TransactionModel, cells: Cells, covariates: Covariates): Objective {
  const names = model.parameterNames;
  const scaled = covariateEffects(model).map(({ parameter, sign }) => ({
    at: names.indexOf(parameter),
    sign,
  }));
  const width = covariates.columns.length;
  const parts = partsOf(cells, covariates).map((part) => ({
    profile: part.profile,
    objective: model.objective(part.cells),
  }));
  const own = new Float64Array(names.length);
  const ownGradient = new Float64Array(names.length);
  return (point, gradient) => {
    gradient.fill(0);
    let likelihood = 0;
    for (const { profile, objective } of parts) {
      own.set(point.subarray(0, names.length));
      scaled.forEach(({ at, sign }, effect) => {
        const first = names.length + effect * width;
        profile.forEach((value, column) => {
          own[at] = (own[at] as number) + sign * value * (point[first + column] as number);
        });
      });
      likelihood += objective(own, ownGradient);
      ownGradient.forEach((slope, at) => {
        gradient[at] = (gradient[at] as number) + slope;
      });
      scaled.forEach(({ at, sign }, effect) => {
        const first = names.length + effect * width;
        profile.forEach((value, column) => {
          gradient[first + column] =
            (gradient[first + column] as number) + sign * value * (ownGradient[at] as number);
        });
      });
    }
    return likelihood;
  };
}

/** How much a column changes one parameter: that times exp(sign × value × column), sign as in `covariateEffects`. */
export interface Coefficient {
  readonly parameter: string;
  readonly column: string;
  /** On the plain scale; may be negative. */
  readonly value: number;
  readonly standardError: number;
}

export interface CovariateParameters {
  /** Of a customer whose covariates are all 0. */
  readonly parameters: Parameters;
  readonly coefficients: readonly Coefficient[];
}

/** The plain model's parameters of customers with these covariates. */
export function parametersOfProfile(
  model: TransactionModel,
  { parameters, coefficients }: CovariateParameters,
  columns: readonly string[],
  profile: readonly number[],
): Parameters {
  const result: Record<string, number> = { ...parameters };
  for (const { parameter, sign } of covariateEffects(model)) {
    const shift = coefficients
      .filter((each) => each.parameter === parameter)
      .reduce((sum, { column, value }) => sum + value * (profile[columns.indexOf(column)] ?? 0), 0);
    result[parameter] = (parameters[parameter] ?? Number.NaN) * Math.exp(sign * shift);
  }
  return result;
}

/**
 * Any of the plain model's predictions for customers with covariates, one value for each cell.
 * @param predict the plain prediction, e.g. `(parameters, cells) => model.expectedOrders(parameters, cells, horizon)`
 */
export function predictWithCovariates(
  model: TransactionModel,
  fitted: CovariateParameters,
  cells: Cells,
  covariates: Covariates,
  predict: (parameters: Parameters, cells: Cells) => Float64Array,
): Float64Array {
  const result = new Float64Array(cells.x.length);
  for (const { profile, cells: own, members } of partsOf(cells, covariates)) {
    const values = predict(parametersOfProfile(model, fitted, covariates.columns, profile), own);
    members.forEach((cell, at) => {
      result[cell] = values[at] as number;
    });
  }
  return result;
}
