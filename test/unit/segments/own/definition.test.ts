import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createFormatter } from '../../../../src/cells/formatter';
import type { Clause } from '../../../../src/filter/clause';
import { packLink, readLink } from '../../../../src/notebook/link';
import { Notebook } from '../../../../src/notebook/notebook.svelte';
import { groupSql } from '../../../../src/segments/own/compile';
import {
  conditionsOf,
  ownSegmentSchema,
  ownSegmentsSchema,
  type Condition,
  type Group,
  type OwnSegment,
} from '../../../../src/segments/own/definition';
import { ownSegments } from '../../../../src/segments/own/segments';
import { groupWords } from '../../../../src/segments/own/words';
import { group } from './arbitrary';

const format = createFormatter('en', 'EUR');
const groupOf = (...items: Group['items']): Group => ({ type: 'group', join: 'all', items });
const segment = (id: string, ...items: Group['items']): OwnSegment => ({
  id,
  name: `Segment ${id}`,
  group: groupOf(...items),
});
const web: Condition = {
  type: 'text',
  column: 'country',
  match: { type: 'one_of', values: ["l'Aquila", '50%'] },
};
const flag: Condition = { type: 'flag', column: 'is_lost' };

describe('a definition', () => {
  it('comes back from a link as it went, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(group, async (one) => {
        fc.pre(conditionsOf(one).length <= 20);
        const notebook = new Notebook();
        notebook.keepOwnSegment({ id: '1', name: 'Günther’s “best”', group: one });
        const spec = await readLink(await packLink(notebook.shared('en', 'EUR')));
        const other = new Notebook();
        other.apply(spec);
        expect(other.ownSegments).toEqual(notebook.ownSegments);
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['an address as a value', { ...web, match: { type: 'one_of', values: ['ana@example.com'] } }],
    ['an address to be contained', { ...web, match: { type: 'contains', value: '@example' } }],
    ['an address as an attribute', { type: 'attribute', name: 'a@b', match: { type: 'empty' } }],
    ['a blank value', { ...web, match: { type: 'one_of', values: [' '] } }],
    ['no value', { ...web, match: { type: 'one_of', values: [] } }],
    ['a control character', { ...web, match: { type: 'contains', value: 'a\u0000b' } }],
    ['a column that is no name', { ...flag, column: 'x" OR true --' }],
    ['no bound', { type: 'number', column: 'net', bounds: {} }],
    ['bounds the wrong way round', { type: 'number', column: 'net', bounds: { least: 2, most: 1 } }],
    ['an endless bound', { type: 'number', column: 'net', bounds: { least: Infinity } }],
    ['a day that is none', { type: 'date', column: 'last_order_at', period: { from: '2025-13-01' } }],
    ['no day', { type: 'date', column: 'last_order_at', period: {} }],
    ['more than it knows', { ...flag, more: 1 }],
  ])('is refused with %s', (_, condition) => {
    expect(v.is(ownSegmentSchema, { id: '1', name: 'x', group: groupOf(flag) })).toBe(true);
    expect(v.is(ownSegmentSchema, { id: '1', name: 'x', group: groupOf(condition as Condition) })).toBe(
      false,
    );
  });

  it('is refused with an address or nothing as its name, too deep, too long, or twice', () => {
    const named = (name: string) => ({ ...segment('1', flag), name });
    expect(v.is(ownSegmentSchema, named('Regulars'))).toBe(true);
    for (const name of ['', '  ', 'ana@example.com', 'x'.repeat(61)])
      expect(v.is(ownSegmentSchema, named(name)), name).toBe(false);
    const deep = (levels: number): Group => groupOf(levels === 1 ? flag : deep(levels - 1));
    expect(
      [3, 4].map((levels) => v.is(ownSegmentSchema, { ...segment('1', flag), group: deep(levels) })),
    ).toEqual([true, false]);
    const long = (count: number): OwnSegment =>
      segment('1', groupOf(...Array<Condition>(10).fill(flag)), ...Array<Condition>(count - 10).fill(flag));
    expect([20, 21].map((count) => v.is(ownSegmentSchema, long(count)))).toEqual([true, false]);
    const many = (count: number) => Array.from({ length: count }, (_, at) => segment(String(at + 1), flag));
    expect([30, 31].map((count) => v.is(ownSegmentsSchema, many(count)))).toEqual([true, false]);
    expect(v.is(ownSegmentsSchema, [segment('1', flag), segment('1', flag)])).toBe(false);
  });

  it('never asks who a customer is, nor a column of another kind or of none', () => {
    const sqlOf = (condition: Condition): string => groupSql(groupOf(condition), () => null);
    expect(sqlOf({ type: 'text', column: 'email', match: { type: 'empty' } })).toBe('(NULL::BOOLEAN)');
    expect(sqlOf({ type: 'text', column: 'customer_id', match: { type: 'contains', value: 'a' } })).toBe(
      '(NULL::BOOLEAN)',
    );
    expect(sqlOf({ type: 'flag', column: 'net' })).toBe('(NULL::BOOLEAN)');
    expect(sqlOf({ type: 'number', column: 'nowhere', bounds: { least: 1 } })).toBe('(NULL::BOOLEAN)');
    expect(sqlOf(web)).toBe(`("country" IN ('l''Aquila', '50%'))`);
  });

  it('may name an own segment that names none, and goes in no circle', () => {
    const names = (id: string): Condition => ({ type: 'segment', segment: `own_${id}` });
    const compiled = ownSegments(
      [],
      [segment('1', flag), segment('2', names('1')), segment('3', names('2')), segment('4', names('4'))],
    );
    expect(compiled.map(({ id, condition }) => [id, condition])).toEqual([
      ['own_1', '("is_lost")'],
      ['own_2', '(("is_lost"))'],
      ['own_3', '(NULL::BOOLEAN)'],
      ['own_4', '(NULL::BOOLEAN)'],
    ]);
    expect(compiled[2]?.meaning(format)).toBe('Customers with a place in the segment “Segment 2”.');
  });

  it('is one sentence', () => {
    const one = groupOf(
      { type: 'number', column: 'net', bounds: { least: 100 } },
      {
        type: 'orders',
        measure: 'count',
        bounds: { least: 3, most: 3 },
        where: {
          period: { days: 90 },
          channel: { type: 'one_of', values: ['web', 'shop'] },
          discounted: false,
        },
      },
      {
        type: 'group',
        join: 'any',
        items: [
          { type: 'bought', not: true, by: 'category', match: { type: 'contains', value: 'tea' } },
          { type: 'date', column: 'last_order_at', period: { from: '2025-01-01', to: '2025-03-31' } },
        ],
      },
      { type: 'attribute', not: true, name: 'Tags', match: { type: 'empty' } },
    );
    expect(groupWords(one, () => null, format)).toBe(
      'with net revenue of at least €100.00, with exactly 3 orders (in the last 90 days, channel “web” or “shop”, at full price), (without a purchase of category containing “tea” or with last order from Jan 1, 2025 to Mar 31, 2025), and without file column Tags empty',
    );
  });
});

describe('a notebook', () => {
  it('lets go of filters on an own segment that it loses, of those in the history too', () => {
    const notebook = new Notebook();
    notebook.keepOwnSegment(segment('1', flag));
    const points = (column: string): Clause => ({
      type: 'points',
      source: column,
      columns: [column],
      values: [[true]],
    });
    notebook.filter.set(points('segment_own_1'));
    notebook.filter.set(points('segment_loyal'));
    notebook.removeOwnSegment('1');
    expect(notebook.filter.clauses.map(({ source }) => source)).toEqual(['segment_loyal']);
    notebook.filter.undo();
    expect(notebook.filter.clauses).toEqual([]);
    notebook.apply({ filters: [points('segment_own_7'), points('segment_repeat')] });
    expect(notebook.filter.clauses.map(({ source }) => source)).toEqual(['segment_repeat']);
  });
});
