import { clusterParameters, clusters } from './clusters';
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
];
export const lastDefinitions: readonly SegmentDefinition[] = bySideFile;

/** What people may change, by the definition's id. */
export const parametersOf: Readonly<Record<string, readonly Parameter[]>> = Object.fromEntries([
  ...[...definitions, ...lastDefinitions].map(({ id, parameters }) => [id, parameters] as const),
  [clusters, clusterParameters] as const,
]);
