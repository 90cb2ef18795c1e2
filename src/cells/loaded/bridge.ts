import type { BridgeStep } from '../../import/types';

export interface BridgeRow extends BridgeStep {
  /** Where the step's bar begins and ends, in the currency's units: each hangs from where the one before ended. */
  readonly from: number;
  readonly to: number;
}

export interface Statement {
  readonly currency: string | null;
  readonly rows: readonly BridgeRow[];
  readonly net: number;
  /** What the steps leave unexplained; zero when the bridge closes. */
  readonly difference: number;
}

const cents = 1e4;

/** The bridge as one statement per currency: its last step is the net that the others add up to. */
export function statements(bridge: readonly BridgeStep[]): Statement[] {
  const currencies = [...new Set(bridge.map(({ currency }) => currency))];
  return currencies.map((currency) =>
    statement(
      currency,
      bridge.filter((step) => step.currency === currency),
    ),
  );
}

function statement(currency: string | null, steps: readonly BridgeStep[]): Statement {
  const net = steps.at(-1)?.amount ?? 0;
  let level = 0;
  const rows = steps.map((step, index) => {
    const from = index === steps.length - 1 ? 0 : level;
    level = from + step.amount;
    return { ...step, from, to: level };
  });
  // Amounts have four decimals: added as whole ten-thousandths, they close exactly or not at all.
  const sum = steps.slice(0, -1).reduce((total, { amount }) => total + Math.round(amount * cents), 0);
  return { currency, rows, net, difference: (sum - Math.round(net * cents)) / cents };
}
