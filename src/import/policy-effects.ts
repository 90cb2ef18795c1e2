import type { Database } from '../schema/database';
import type { Policies, PolicyName } from '../schema/policies';
import { valuedSql } from './canonical/build';
import policyPresence from './canonical/policy-presence.sql?raw';
import policyTotals from './canonical/policy-totals.sql?raw';
import type { PolicyEffect } from './types';

const choices: Readonly<{ [Name in PolicyName]: readonly Policies[Name][] }> = {
  cancelled: ['exclude', 'net'],
  worthless: ['exclude', 'keep'],
  anonymous: ['keep', 'exclude'],
  unpaid: ['keep', 'exclude'],
  refunds: ['subtract', 'ignore'],
  tax: ['exclude', 'include'],
  shipping: ['exclude', 'include'],
};

interface Totals extends Record<string, unknown> {
  readonly overall: boolean;
  readonly currency: string | null;
  readonly orders: number;
  readonly customers: number;
  readonly net: number;
}

/** Totals of the loaded orders under other policies, by aggregates alone: nothing is built. */
async function totalsUnder(
  db: Database,
  policies: Policies,
): Promise<Pick<PolicyEffect, 'orders' | 'customers' | 'net'>> {
  // The policies are already bound in the inner query, and a replacement text could hold `$`.
  const rows = await db.rows<Totals>(policyTotals.replace('$valued', () => valuedSql(policies)));
  const overall = rows.find((row) => row.overall);
  const net = rows
    .filter((row) => !row.overall)
    .map(({ currency, net: amount }) => ({ currency, amount }))
    .sort((a, b) => (a.currency ?? '').localeCompare(b.currency ?? ''));
  return { orders: overall?.orders ?? 0, customers: overall?.customers ?? 0, net };
}

/**
 * For each policy that has something to decide in the loaded data, what each of its other choices would make of
 * the totals.
 */
export async function effectsOfPolicies(
  db: Database,
  policies: Policies,
  step: () => void,
): Promise<PolicyEffect[]> {
  const [presence] = await db.rows<Record<PolicyName, boolean | null>>(policyPresence);
  const effects: PolicyEffect[] = [];
  for (const policy of Object.keys(choices) as PolicyName[]) {
    if (!presence?.[policy]) continue;
    for (const choice of choices[policy].filter((other) => other !== policies[policy])) {
      step();
      effects.push({ policy, choice, ...(await totalsUnder(db, { ...policies, [policy]: choice })) });
    }
  }
  return effects;
}
