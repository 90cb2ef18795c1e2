/** The table that holds each customer's places at the dates. It is of the whole shop: a filter does not change it. */
import type { SqlValue } from '../../schema/database';
import { bindSql, literal } from '../../schema/sql';
import { isOwn } from '../../segments/own/definition';
import type { Segment } from '../../segments/segment';
import { summaryTables, type Derivation, type SummaryScope } from '../../summary/build';
import type { CellContext } from '../kind';
import { datesUntil, listOf } from './dates';
import groups from './groups.sql?raw';
import history from './history.sql?raw';
import type { MovementParams } from './movement';

/** A segment asks for the whole summary at each date, so they are fewer. */
const segmentSteps = 2;

/** Segments whose definition can be asked at an earlier date: an own one may name dates or what is foretold. */
export const datableSegments = (segments: readonly Segment[]): readonly Segment[] =>
  segments.filter(({ id }) => !isOwn(id));

/** The segment in force: the one that was chosen, if the shop has it. */
export function segmentOf({ segment }: MovementParams, { segments }: CellContext): Segment | null {
  const all = datableSegments(segments);
  return all.find(({ id }) => id === segment) ?? all[0] ?? null;
}

const monthsOf = ({ span, months }: MovementParams): number => (span === 'custom' ? months : Number(span));

/** From the earlier date to the as-of date. */
export const datesOf = (params: MovementParams, { asOf }: CellContext): readonly Date[] =>
  datesUntil(asOf, monthsOf(params), params.family === 'segment' ? segmentSteps : undefined);

/** Differs with the parameters, so that two cells keep out of each other's way. */
export function historyName(params: MovementParams, context: CellContext): string {
  const of =
    params.family === 'segment' ? `segment_${segmentOf(params, context)?.id ?? 'none'}` : params.family;
  return `movement_${String(monthsOf(params))}_${of}`;
}

export function historyTable(params: MovementParams, context: CellContext): Derivation {
  const { asOf, scope } = context;
  const dates = datesOf(params, context);
  const values: Readonly<Record<string, SqlValue>> = {
    currency: scope.currency,
    as_of: asOf,
    then: dates[0] ?? asOf,
    dates: listOf(dates),
    scheme: params.family === 'tiers' ? 'tier' : 'group',
  };
  const placed =
    params.family === 'segment'
      ? sidesSql(segmentOf(params, context)?.condition ?? 'NULL', dates.slice(0, -1), scope.currency)
      : bindSql(groups, values);
  const body = bindSql(history, values).replace(/^(?:--[^\n]*\n)+WITH /, '');
  return {
    name: historyName(params, context),
    sql: `WITH placed AS (\n${placed}\n),\n${body}`,
  };
}

/** In, out or unclassified by one condition at each date: the summary as it was then, and the present one. */
function sidesSql(condition: string, earlier: readonly Date[], currency: string | null): string {
  const side = `CASE (${condition}) WHEN true THEN 'in' WHEN false THEN 'out' ELSE 'unclassified' END AS place`;
  const present = `SELECT customer_id, as_of AS date, ${side}
FROM derived.customer_base CROSS JOIN (SELECT as_of FROM derived.shop_facts)`;
  return [...earlier.map((asOf) => atSql({ currency, asOf }, side)), present].join('\nUNION ALL\n');
}

/** The summary's own statements as relations of one, at another date. */
function atSql(scope: SummaryScope, side: string): string {
  const names = ['order_gaps', 'shop_facts', 'customer_base'] as const;
  const tables = summaryTables(scope);
  const within = (sql: string): string =>
    names.reduce((text, name) => text.replaceAll(`derived.${name}`, `${name}_then`), sql);
  const relations = names.map((name) => {
    const sql = tables.find((table) => table.name === name)?.sql ?? '';
    return `${name}_then AS MATERIALIZED (\n${within(sql)}\n)`;
  });
  return `SELECT * FROM (
WITH ${relations.join(',\n')}
SELECT customer_id, ${literal(scope.asOf)} AS date, ${within(side)} FROM customer_base_then
)`;
}
