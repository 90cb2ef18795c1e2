import { messageFor } from '../i18n/lookup';
import type { Weighted } from '../models/natural-breaks';
import { bindSql, quoteIdentifier } from '../schema/sql';
import type { SummarySegment } from '../summary/build';
import { absentClusters, clusters, clusterSegments, ratesSql } from './clusters';
import { definitions, keyOf, lastDefinitions } from './definitions';
import type { NumberWriter, Parameter, Segment, SegmentDefinition, Threshold, Values } from './segment';
import type { OwnSegment } from './own/definition';
import { ownSegments } from './own/segments';
import { valuesInForce, type SegmentSettings } from './settings';

/** Asks the tables that the customer summary is made of. */
export type ReadRows = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

export interface CompiledSegments {
  /** In the order in which they are read. */
  readonly segments: readonly Segment[];
  /** All columns of the customer summary: those of the segments, and those that a saved filter may still name. */
  readonly columns: readonly SummarySegment[];
}

type Thresholds = Readonly<Record<string, number | null>>;

/**
 * The segments of a shop under these settings, and its own ones, once `derived.customer_base` and `derived.shop_facts` stand: conditions,
 * and the shop's own numbers in their sentences.
 */
export async function compileSegments(
  settings: SegmentSettings,
  rows: ReadRows,
  own: readonly OwnSegment[] = [],
): Promise<CompiledSegments> {
  const all = [...definitions, ...lastDefinitions];
  const known = await thresholdsOf(all, settings, rows);
  const single = (definition: SegmentDefinition): Segment =>
    segmentOf(definition, valuesInForce(settings, keyOf(definition)), known[definition.id] ?? {});
  const values = valuesInForce(settings, clusters);
  const rates = (await rows(ratesSql(values))).map(({ rate, customers }): Weighted => ({
    value: Number(rate),
    count: Number(customers),
  }));
  const named = [
    ...definitions.map(single),
    ...clusterSegments(values, rates),
    ...lastDefinitions.map(single),
  ];
  const segments = [...named, ...ownSegments(named, own)];
  return { segments, columns: [...segments, ...absentClusters(named)] };
}

function segmentOf(definition: SegmentDefinition, values: Values, thresholds: Thresholds): Segment {
  const { id, parameters, condition, needs = null, partial } = definition;
  const open = parameters.find((parameter) => parameter.open);
  const isGiven = open !== undefined && values[open.name] !== null;
  const inputs = (write: NumberWriter): Record<string, string> => ({
    ...written(parameters, values, write),
    ...Object.fromEntries(
      Object.entries(definition.thresholds).map(([name, { unit }]) => [
        name,
        writeThreshold(thresholds[name] ?? null, unit, write),
      ]),
    ),
  });
  return {
    id,
    definition: keyOf(definition),
    parameters,
    values,
    condition: bindSql(condition, values),
    needs,
    name: () => messageFor('segments_name', id),
    meaning: (write) => messageFor('segments_meaning', isGiven ? `${id}_within` : id, inputs(write)),
    action: () => messageFor('segments_action', id),
    reason: () => messageFor('segments_reason', id),
    unclassified: (write) => (partial ? messageFor('segments_unclassified', id, inputs(write)) : null),
    family: null,
  };
}

const written = (
  parameters: readonly Parameter[],
  values: Values,
  write: NumberWriter,
): Record<string, string> =>
  Object.fromEntries(
    parameters.map(({ name, unit }) => {
      const value = values[name] ?? null;
      if (unit === 'percent') return [name, write.percent(value === null ? null : value / 100, 0)];
      return [name, unit === 'times' ? write.number(value, 1) : write.integer(value)];
    }),
  );

function writeThreshold(value: number | null, unit: Threshold['unit'], write: NumberWriter): string {
  if (unit === 'money') return write.money(value);
  return unit === 'days' ? write.integer(value) : write.number(value, 2);
}

/** The shop's numbers that the definitions name, in one statement. */
async function thresholdsOf(
  all: readonly SegmentDefinition[],
  settings: SegmentSettings,
  rows: ReadRows,
): Promise<Readonly<Record<string, Thresholds>>> {
  const wanted = all.flatMap((definition) =>
    Object.entries(definition.thresholds).map(([name, { sql }]) => ({
      id: definition.id,
      name,
      sql: bindSql(sql, valuesInForce(settings, keyOf(definition))),
    })),
  );
  const columns = wanted.map(
    ({ id, name, sql }) => `(${sql})::DOUBLE AS ${quoteIdentifier(`${id} ${name}`)}`,
  );
  const [row = {}] = await rows(`SELECT\n  ${columns.join(',\n  ')}`);
  const known: Record<string, Record<string, number | null>> = {};
  for (const { id, name } of wanted) {
    const value = row[`${id} ${name}`];
    known[id] = { ...known[id], [name]: typeof value === 'number' ? value : null };
  }
  return known;
}
