import { describe, expect, it } from 'vitest';
import { CrossFilter } from '../../../src/filter/cross-filter.svelte';
import { selectsPoint, togglePoint } from '../../../src/filter/points';

const grid = ['recency_quintile', 'frequency_quintile'];

describe('choosing values', () => {
  it('adds one to the figure’s clause, takes it out, and clears an empty clause', () => {
    const filter = new CrossFilter();
    togglePoint(filter, 'rfm', grid, [5, 1]);
    togglePoint(filter, 'rfm', grid, [5, 2]);
    expect(filter.clauses).toEqual([
      {
        type: 'points',
        source: 'rfm',
        columns: grid,
        values: [
          [5, 1],
          [5, 2],
        ],
      },
    ]);
    expect(selectsPoint(filter.clauseOf('rfm'), grid, [5, 2])).toBe(true);
    expect(selectsPoint(filter.clauseOf('rfm'), grid, [2, 5])).toBe(false);
    togglePoint(filter, 'rfm', grid, [5, 1]);
    togglePoint(filter, 'rfm', grid, [5, 2]);
    expect(filter.clauses).toEqual([]);
    filter.undo();
    expect(filter.clauseOf('rfm')).toMatchObject({ values: [[5, 2]] });
  });

  it('makes room for values of other columns, and leaves other figures alone', () => {
    const filter = new CrossFilter();
    togglePoint(filter, 'cohorts', ['country'], [null]);
    togglePoint(filter, 'rfm', grid, [5, 1]);
    togglePoint(filter, 'rfm', ['rfm_group_quintile'], ['lost']);
    expect(filter.clauses).toMatchObject([
      { source: 'cohorts', values: [[null]] },
      { source: 'rfm', columns: ['rfm_group_quintile'], values: [['lost']] },
    ]);
    expect(selectsPoint(filter.clauseOf('rfm'), grid, [5, 1])).toBe(false);
  });
});
