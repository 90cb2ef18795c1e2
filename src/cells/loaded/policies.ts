import { policiesSchema, type PolicyName } from '../../schema/policies';

export interface PolicyChoices {
  readonly name: PolicyName;
  readonly choices: readonly string[];
}

/** Every policy with its choices, as the schema has them. */
export const policyChoices: readonly PolicyChoices[] = (
  Object.keys(policiesSchema.entries) as PolicyName[]
).map((name) => ({ name, choices: policiesSchema.entries[name].wrapped.options }));
