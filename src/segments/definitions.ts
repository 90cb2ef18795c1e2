import { clusterParameters, clusters } from './clusters';
import { byForecast } from './churn';
import { byAbsence, byFrequency } from './rhythm';
import type { Parameter, SegmentDefinition } from './segment';
import { bySideFile } from './side-files';
import { byPrice, byValue } from './value';

/** Before the clusters of the repurchase rate, and after them. */
export const definitions: readonly SegmentDefinition[] = [
  ...byFrequency,
  ...byValue,
  ...byPrice,
  ...byAbsence,
  ...byForecast,
];
export const lastDefinitions: readonly SegmentDefinition[] = bySideFile;

/** Under which the parameters of a definition are kept. */
export const keyOf = ({ id, shares = id }: SegmentDefinition): string => shares;

/** What people may change, by the key of the definition or of its family. */
export const parametersOf: Readonly<Record<string, readonly Parameter[]>> = Object.fromEntries([
  ...[...definitions, ...lastDefinitions].map(
    (definition) => [keyOf(definition), definition.parameters] as const,
  ),
  [clusters, clusterParameters] as const,
]);
