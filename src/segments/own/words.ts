import { getLocale, m } from '../../i18n/locale.svelte';
import { messageFor } from '../../i18n/lookup';
import { formatDay } from '../../i18n/numbers';
import { summaryColumn, type SummaryKind } from '../../summary/columns';
import type { NumberWriter } from '../segment';
import type { Bounds, Condition, Group, Match, Node, Period, Where } from './definition';

/** The name of a segment by its id; null for one that there is not. */
export type NameOf = (segment: string) => string | null;

const mostNamed = 6;

/** What a group asks for, as the rest of a sentence that begins with the customers: `with …, and without …`. */
export function groupWords(group: Group, nameOf: NameOf, write: NumberWriter): string {
  const phrases = group.items.map((item) => nodeWords(item, nameOf, write));
  const joined = list(phrases, group.join === 'all' ? 'conjunction' : 'disjunction');
  return group.not === true ? m.builder_not_group({ conditions: joined }) : joined;
}

function nodeWords(node: Node, nameOf: NameOf, write: NumberWriter): string {
  if (node.type === 'group') {
    const words = groupWords(node, nameOf, write);
    return node.not === true || node.items.length === 1 ? words : m.builder_group({ conditions: words });
  }
  const phrase = conditionWords(node, nameOf, write);
  return node.not === true ? m.builder_without({ phrase }) : m.builder_with({ phrase });
}

function conditionWords(condition: Condition, nameOf: NameOf, write: NumberWriter): string {
  switch (condition.type) {
    case 'number': {
      const kind = summaryColumn(condition.column)?.kind ?? 'number';
      const bounds = boundsWords(condition.bounds, (value) => numberWords(value, kind, write));
      return m.builder_phrase_number({ label: inner(labelOf(condition.column)), bounds });
    }
    case 'date':
      return m.builder_phrase_date({
        label: inner(labelOf(condition.column)),
        period: periodWords(condition.period, write),
      });
    case 'text': {
      const { column, match } = condition;
      return matchWords(inner(labelOf(column)), match, (value) => valueWords(column, value));
    }
    case 'flag':
      return m.builder_phrase_flag({ label: inner(labelOf(condition.column)) });
    case 'segment':
      return m.builder_phrase_segment({ segment: nameOf(condition.segment) ?? condition.segment });
    case 'orders':
      return ordersWords(condition, write);
    case 'bought':
      return m.builder_phrase_bought({
        what: whatWords(condition.by, condition.match),
        where: aside(condition.period === undefined ? [] : [periodWords(condition.period, write)]),
      });
    case 'products': {
      const money = condition.measure === 'spend';
      const bounds = boundsWords(condition.bounds, (value) =>
        money ? write.money(value) : numberWords(value, 'number', write),
      );
      return messageFor('builder_phrase', condition.measure, {
        bounds,
        what: whatWords(condition.by, condition.match),
        where: aside(condition.period === undefined ? [] : [periodWords(condition.period, write)]),
      });
    }
    case 'attribute':
      return matchWords(m.builder_phrase_attribute({ name: condition.name }), condition.match, String);
  }
}

/** A column in words; one that this version does not know by its name. */
const labelOf = (column: string): string => summaryColumn(column)?.label() ?? column;

/** A value of a column of text as people read it. */
export function valueWords(column: string, value: string): string {
  if (/^(?:rfm|ticket)_group_/.test(column)) return messageFor('rfm_group', value);
  return /^(?:rfm|ticket)_tier_/.test(column) ? messageFor('rfm_tier', value) : value;
}

function ordersWords(
  { measure, bounds, where }: Condition & { type: 'orders' },
  write: NumberWriter,
): string {
  const written = boundsWords(bounds, (value) =>
    measure === 'count' ? write.integer(value) : write.money(value),
  );
  return messageFor('builder_phrase', `orders_${measure}`, {
    bounds: written,
    where: aside(whereWords(where, write)),
  });
}

function whereWords({ period, net, discounted, refunded, ...matches }: Where, write: NumberWriter): string[] {
  return [
    ...(period === undefined ? [] : [periodWords(period, write)]),
    ...(['channel', 'country', 'coupon', 'status'] as const).flatMap((name) => {
      const match = matches[name];
      return match === undefined ? [] : [matchWords(inner(messageFor('builder_order', name)), match, String)];
    }),
    ...(net === undefined
      ? []
      : [m.builder_where_net({ bounds: boundsWords(net, (value) => write.money(value)) })]),
    ...(discounted === undefined ? [] : [messageFor('builder_where_discounted', String(discounted))]),
    ...(refunded === undefined ? [] : [messageFor('builder_where_refunded', String(refunded))]),
  ];
}

const aside = (parts: readonly string[]): string =>
  parts.length === 0 ? '' : m.builder_aside({ parts: parts.join(', ') });

const whatWords = (by: 'product' | 'category', match: Match): string =>
  matchWords(inner(messageFor('builder_by', by)), match, String);

function matchWords(label: string, match: Match, word: (value: string) => string): string {
  switch (match.type) {
    case 'one_of': {
      const named = match.values.slice(0, mostNamed).map((value) => m.builder_quoted({ text: word(value) }));
      const more = match.values.length - named.length;
      const values = more > 0 ? [...named, m.builder_more({ count: String(more) })] : named;
      return m.builder_match_one_of({ label, values: list(values, 'disjunction') });
    }
    case 'contains':
      return m.builder_match_contains({ label, value: m.builder_quoted({ text: match.value }) });
    case 'empty':
      return m.builder_match_empty({ label });
  }
}

function boundsWords({ least, most }: Bounds, word: (value: number) => string): string {
  if (least === undefined) return m.builder_bounds_most({ value: most === undefined ? '' : word(most) });
  if (most === undefined) return m.builder_bounds_least({ value: word(least) });
  return least === most
    ? m.builder_bounds_exactly({ value: word(least) })
    : m.builder_bounds_between({ least: word(least), most: word(most) });
}

function periodWords(period: Period, write: NumberWriter): string {
  if ('days' in period) return m.builder_period_last({ days: write.integer(period.days) });
  const { from, to } = period;
  if (from === undefined) return m.builder_period_to({ to: to === undefined ? '' : formatDay(to) });
  return to === undefined
    ? m.builder_period_from({ from: formatDay(from) })
    : m.builder_period_between({ from: formatDay(from), to: formatDay(to) });
}

function numberWords(value: number, kind: SummaryKind, write: NumberWriter): string {
  if (kind === 'money') return write.money(value);
  if (kind === 'percent') return write.percent(value);
  return Number.isInteger(value) ? write.integer(value) : write.number(value, 2);
}

const list = (items: readonly string[], type: 'conjunction' | 'disjunction'): string =>
  new Intl.ListFormat(getLocale(), { type }).format(items);

/** A label within a sentence; an abbreviation stays as it is. */
const inner = (label: string): string =>
  /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLocaleLowerCase(getLocale()) + label.slice(1) : label;
