import * as v from 'valibot';
import { transactionModelNames } from '../models/btyd/model';

const timeUnits = ['day', 'week', 'month', 'year'] as const;
export const modelChoices = ['auto', ...transactionModelNames] as const;

/** Days: a hundred years. */
const longest = 36_525;
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(10));

/** Of a customer's first order: what may be a covariate. */
export const attributes = ['first_channel', 'country', 'first_product', 'first_coupon'] as const;
export type Attribute = (typeof attributes)[number];

/** What to fit, and what to foretell with it. Every field may be left out. */
const requestSchema = v.strictObject({
  /** `auto` takes the model of the best AIC among those that converge. */
  model: v.optional(v.picklist(modelChoices), 'auto'),
  /** In which parameters, standard errors and the likelihood are told. A week is 7 days, a year 365.25. */
  timeUnit: v.optional(v.picklist(timeUnits), 'week'),
  /** `1997-09-30`: the last day that the model learns from; by default the as-of date. */
  calibrationEnd: v.optional(v.nullable(v.pipe(v.string(), v.isoDate())), null),
  /** Days after the calibration's end that are foretold; null for ever (with a discount only). */
  horizonDays: v.optional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(longest))), 365),
  /** Per year: 0.1 is 10 %. */
  yearlyDiscount: v.optional(share, 0.1),
  /** Profit per money spent; 1 tells revenue. */
  margin: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), 1),
  /** The model is fitted with these as well; forecasts are made without them. */
  covariates: v.optional(v.pipe(v.array(v.picklist(attributes)), v.maxLength(attributes.length))),
  /** Of all intervals. */
  level: v.optional(v.pipe(v.number(), v.minValue(0.5), v.maxValue(0.999)), 0.9),
});

/** For ever has no end to its orders unless later ones count for less: without a discount it is a hundred years. */
export const fitRequestSchema = v.pipe(
  requestSchema,
  v.transform((request) =>
    request.horizonDays === null && request.yearlyDiscount === 0
      ? { ...request, horizonDays: longest }
      : request,
  ),
);

export type FitRequest = v.InferOutput<typeof fitRequestSchema>;
export type FitOptions = v.InferInput<typeof fitRequestSchema>;
