import { m } from '../../i18n/locale.svelte';
import { segmentColumn } from '../../summary/build';
import { segmentLabel } from '../names';
import type { Segment } from '../segment';
import { groupSql, type ConditionOf } from './compile';
import { conditionsOf, isOwn, ownId, type OwnSegment } from './definition';
import { groupWords, type NameOf } from './words';

/** Whether a definition names another own segment. */
export const namesOwn = ({ group }: Pick<OwnSegment, 'group'>): boolean =>
  conditionsOf(group).some((condition) => condition.type === 'segment' && isOwn(condition.segment));

/**
 * What a definition may name: the shop's own segments, and own ones that name no own one themselves, so that no
 * definition can go in a circle or grow without bound.
 */
export function conditionsKnown(others: readonly Segment[], own: readonly OwnSegment[]): ConditionOf {
  const known = new Map(others.map(({ id, condition }) => [id, condition]));
  const single: ConditionOf = (id) => known.get(id) ?? null;
  const plain = new Map(
    own.filter((one) => !namesOwn(one)).map(({ id, group }) => [ownId(id), groupSql(group, single)]),
  );
  return (id) => known.get(id) ?? plain.get(id) ?? null;
}

export function namesKnown(others: readonly Segment[], own: readonly OwnSegment[]): NameOf {
  return (id) =>
    own.find((one) => ownId(one.id) === id)?.name ??
    others.find((segment) => segment.id === id)?.name() ??
    segmentLabel(segmentColumn(id));
}

/** The segments that people defined, in the order in which they did. */
export function ownSegments(others: readonly Segment[], own: readonly OwnSegment[]): Segment[] {
  const conditionOf = conditionsKnown(others, own);
  const nameOf = namesKnown(others, own);
  return own.map(({ id, name, group }) => ({
    id: ownId(id),
    definition: ownId(id),
    parameters: [],
    values: {},
    condition: groupSql(group, conditionOf),
    needs: null,
    name: () => name,
    meaning: (write) => m.builder_meaning({ conditions: groupWords(group, nameOf, write) }),
    action: () => m.builder_action(),
    reason: () => m.builder_reason(),
    unclassified: () => m.builder_unclassified(),
    family: null,
  }));
}
