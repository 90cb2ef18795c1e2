import type { BridgeStep } from '../../import/types';

/** The net that the bridge of a currency ends in; 0 for a currency that no order names. */
export const netOf = (bridge: readonly BridgeStep[], currency: string | null): number =>
  bridge.findLast((step) => step.currency === currency)?.amount ?? 0;
