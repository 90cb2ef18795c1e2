import type { BridgeStep } from '../../import/types';

export interface BridgeRow extends BridgeStep {
  /** Where the step's bar begins and how wide it is, as shares of the statement's width. */
  readonly start: number;
  readonly width: number;
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
  const spans = steps.map((step, index) => {
    const from = index === steps.length - 1 ? 0 : level;
    const to = from + step.amount;
    level = to;
    return { step, low: Math.min(from, to), high: Math.max(from, to) };
  });
  const low = Math.min(0, ...spans.map((span) => span.low));
  const range = Math.max(0, ...spans.map((span) => span.high)) - low || 1;
  // Amounts have four decimals: added as whole ten-thousandths, they close exactly or not at all.
  const sum = steps.slice(0, -1).reduce((total, { amount }) => total + Math.round(amount * cents), 0);
  return {
    currency,
    rows: spans.map((span) => ({
      ...span.step,
      start: (span.low - low) / range,
      width: (span.high - span.low) / range,
    })),
    net,
    difference: (sum - Math.round(net * cents)) / cents,
  };
}
