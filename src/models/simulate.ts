import type { Parameters } from './btyd/model';
import type { Random } from './random';

/** Models of which customers can be made. */
export type SimulatedModelName = 'bg-nbd' | 'mbg-nbd' | 'pareto-nbd';

/** Parameters of the gamma-gamma model of spend, in the notation of Fader and Hardie (2013). */
export interface SpendParameters {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

export interface SimulationSettings {
  readonly model: SimulatedModelName;
  /** In the unit of time of the ages and the horizon. */
  readonly parameters: Parameters;
  readonly customers: number;
  /** Time from a customer's first order to the end of the observation. */
  readonly age: (random: Random) => number;
  /** Time after the observation in which orders are counted as well; 0 for none. */
  readonly horizon: number;
  readonly spend?: SpendParameters;
  /** Orders are recorded at the end of the `grid` they fall in, and once in each; 0 for the exact times. */
  readonly grid?: number;
}

/** One entry for each customer. */
export interface SimulatedCustomers {
  readonly x: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  readonly alive: Uint8Array;
  /** Mean amount of the repeat orders observed; 0 without any, or without spend. */
  readonly meanSpend: Float64Array;
  readonly futureOrders: Float64Array;
  readonly futureSpend: Float64Array;
}

/** When one customer leaves: a time, or a chance after each repeat order (and, in MBG/NBD, after the first one). */
interface Leaving {
  readonly at: number;
  readonly chance: number;
}

function parameter(parameters: Parameters, name: string): number {
  const value = parameters[name];
  if (value === undefined || !(value > 0)) throw new RangeError(`Parameter ${name} must be positive`);
  return value;
}

function drawLeaving({ model, parameters }: SimulationSettings, random: Random): Leaving {
  // Pareto/NBD: Schmittlein, Morrison and Colombo (1987), Management Science 33, assumptions 2 and 4.
  if (model === 'pareto-nbd')
    return {
      at: random.exponential(random.gamma(parameter(parameters, 's'), parameter(parameters, 'beta'))),
      chance: 0,
    };
  // BG/NBD: Fader, Hardie and Lee (2005), Marketing Science 24, assumptions 3 and 4; MBG/NBD: Batislam, Denizel and
  // Filiztekin (2007), International Journal of Research in Marketing 24, lets customers leave after the first order.
  const chance = random.beta(parameter(parameters, 'a'), parameter(parameters, 'b'));
  return { at: model === 'mbg-nbd' && random.chance(chance) ? 0 : Infinity, chance };
}

/**
 * Customers made by a model: each orders at random at an own rate (gamma over customers) until leaving unseen.
 * The same seed makes the same customers.
 */
export function simulateCustomers(settings: SimulationSettings, random: Random): SimulatedCustomers {
  const { customers, horizon, spend } = settings;
  const grid = settings.grid ?? 0;
  const column = () => new Float64Array(customers);
  const made = {
    x: column(),
    recency: column(),
    age: column(),
    alive: new Uint8Array(customers),
    meanSpend: column(),
    futureOrders: column(),
    futureSpend: column(),
  };
  const r = parameter(settings.parameters, 'r');
  const alpha = parameter(settings.parameters, 'alpha');
  for (let customer = 0; customer < customers; customer++) {
    const age = settings.age(random);
    const rate = random.gamma(r, alpha);
    const leaving = drawLeaving(settings, random);
    // Fader and Hardie (2013), "The Gamma-Gamma Model of Monetary Value", section 2: z ~ gamma(p, nu), nu ~ gamma(q, v).
    const spendRate = spend ? random.gamma(spend.q, spend.v) : 0;
    let seen = 0;
    let last = 0;
    let future = 0;
    let paid = 0;
    let futurePaid = 0;
    let gone = leaving.at;
    let recorded = 0;
    for (let time = random.exponential(rate); time < gone && time <= age + horizon;) {
      const at = grid > 0 ? Math.ceil(time / grid) * grid : time;
      if (at > recorded && at <= age + horizon) {
        const amount = spend ? random.gamma(spend.p, spendRate) : 0;
        recorded = at;
        if (at <= age) {
          seen++;
          last = at;
          paid += amount;
        } else {
          future++;
          futurePaid += amount;
        }
      }
      if (leaving.chance > 0 && random.chance(leaving.chance)) gone = time;
      time += random.exponential(rate);
    }
    made.x[customer] = seen;
    made.recency[customer] = last;
    made.age[customer] = age;
    made.alive[customer] = gone > age ? 1 : 0;
    made.meanSpend[customer] = seen > 0 ? paid / seen : 0;
    made.futureOrders[customer] = future;
    made.futureSpend[customer] = futurePaid;
  }
  return made;
}
