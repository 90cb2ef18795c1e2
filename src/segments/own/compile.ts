import { quoteIdentifier } from '../../schema/sql';
import { summaryColumn, type SummaryKind } from '../../summary/columns';
import type { Condition, Group, Node } from './definition';
import { attributeSql, boughtSql, ordersSql, productsSql } from './tally';
import { boundsSql, couponSql, matchSql, periodSql } from './tests';

/** The condition of another segment by its id; null for one that there is not, or may not be named here. */
export type ConditionOf = (segment: string) => string | null;

/** What can be asked of a column. */
export type ColumnTest = 'number' | 'date' | 'text' | 'flag';

export function testOf(kind: SummaryKind): ColumnTest {
  if (kind === 'text' || kind === 'date') return kind;
  return kind === 'boolean' ? 'flag' : 'number';
}

/**
 * A definition as a condition over the columns of the customer summary: NULL for a customer who can be told neither in
 * nor out. What the definition names and the shop does not know is unknown of everybody.
 */
export function groupSql(group: Group, conditionOf: ConditionOf): string {
  const parts = group.items.map((item) => `(${nodeSql(item, conditionOf)})`);
  const joined = parts.join(group.join === 'all' ? '\nAND ' : '\nOR ');
  return group.not === true ? `NOT (${joined})` : joined;
}

function nodeSql(node: Node, conditionOf: ConditionOf): string {
  if (node.type === 'group') return groupSql(node, conditionOf);
  const condition = conditionSql(node, conditionOf);
  return node.not === true ? `NOT (${condition})` : condition;
}

function conditionSql(condition: Condition, conditionOf: ConditionOf): string {
  switch (condition.type) {
    case 'number':
    case 'date':
    case 'text':
    case 'flag':
      return columnSql(condition);
    case 'segment':
      return conditionOf(condition.segment) ?? unknown;
    case 'orders':
      return ordersSql(condition);
    case 'bought':
      return boughtSql(condition);
    case 'products':
      return productsSql(condition);
    case 'attribute':
      return attributeSql(condition);
  }
}

const unknown = 'NULL::BOOLEAN';

function columnSql(condition: Extract<Condition, { type: ColumnTest }>): string {
  const column = summaryColumn(condition.column);
  // Who a customer is, is no condition: a definition names nobody.
  if (column === undefined || column.of === 'identity' || testOf(column.kind) !== condition.type)
    return unknown;
  const name = quoteIdentifier(condition.column);
  switch (condition.type) {
    case 'number':
      return boundsSql(name, condition.bounds);
    case 'date':
      return periodSql(name, condition.period);
    case 'text':
      return (condition.column === 'first_coupon' ? couponSql : matchSql)(name, condition.match);
    case 'flag':
      return name;
  }
}
