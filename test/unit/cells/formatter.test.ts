import { describe, expect, it } from 'vitest';
import { createFormatter } from '../../../src/cells/formatter';

/** Intl separates with spaces that do not break. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('createFormatter', () => {
  it('groups thousands in every language', () => {
    expect(createFormatter('en', 'EUR').money(1234.5)).toBe('€1,234.50');
    expect(plain(createFormatter('es', 'EUR').money(1234.5))).toBe('1.234,50 €');
    expect(plain(createFormatter('it', null).integer(1234))).toBe('1.234');
  });

  it('writes money without a currency as a number', () => {
    expect(createFormatter('en', null).money(1234.5)).toBe('1,234.50');
    expect(createFormatter('en', 'not a code').money(1234.5)).toBe('1,234.50');
  });

  it('shortens money to what a cell of a figure can hold', () => {
    const format = createFormatter('en', 'GBP');
    expect(format.money(5098.4725, { compact: true })).toBe('£5,098');
    expect(format.money(1.5, { compact: true })).toBe('£1.50');
    expect(format.money(1_234_567, { compact: true })).toBe('£1.23M');
    expect(format.money(0, { compact: true })).toBe('£0');
  });

  it('never writes the unknown as a number', () => {
    const format = createFormatter('en', 'EUR');
    for (const kind of ['integer', 'money', 'percent', 'number', 'date', 'days', 'years', 'text'] as const) {
      expect(format.format(null, kind)).toBe('—');
    }
    expect(format.money(null, { compact: true })).toBe('—');
  });

  it('writes shares as percent and dates without a zone', () => {
    const format = createFormatter('en', null);
    expect(format.percent(0.65583)).toBe('65.6%');
    expect(format.date(new Date('2011-12-09T23:59:00Z'))).toBe('Dec 9, 2011');
  });
});
