import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import DateOrderScreen from '../../../src/intake/DateOrderScreen.svelte';
import MappingScreen from '../../../src/intake/MappingScreen.svelte';
import { readBothWays } from '../../../src/intake/date-order';
import { MappingForm } from '../../../src/intake/mapping-form.svelte';
import type { Mapping, MappingPreview, Proposal } from '../../../src/import/types';

const proposal: Proposal = {
  file: {
    fileId: 1,
    bytes: 100,
    sha256: '',
    reading: {
      name: 'orders.csv',
      encoding: 'windows-1252',
      dialect: { delimiter: ';', quote: '"', escape: '"' },
      headerLines: 3,
      hasHeader: true,
      columns: ['Nr', 'Who', 'When', 'Sum'],
      rows: [['1', 'anna', '03/04/2021', '12,50']],
      records: 1_234,
      rejected: [],
      reader: 'fast',
    },
  },
  mapping: {
    profile: 'generic',
    roles: { order_id: 0, ordered_at: 2, order_total: 3 },
    grain: 'order',
    orderAmounts: 'first-row',
    decimal: ',',
    dateOrder: 'dmy',
  },
  confidence: { order_id: 0.9, ordered_at: 1, order_total: 0.7 },
  questions: [{ kind: 'columns' }],
  policies: {},
  content: 'orders',
};

const previewOf = (mapping: Mapping): MappingPreview => ({
  rows: 1_234,
  orders: 1_200,
  customers: mapping.roles.customer_id === undefined ? 0 : 321,
  net: 4_567.8,
  from: '2021-04-03T00:00:00',
  to: '2021-05-03T00:00:00',
  unreadableDates: 0,
  unreadableAmounts: 2,
});

test('a role belongs to one column, and a column to one role', () => {
  const form = new MappingForm(proposal);
  form.setRole(1, 'order_id');
  expect(form.roleOf(0)).toBeNull();
  expect(form.roleOf(1)).toBe('order_id');
  expect(form.missing).toEqual(['customer']);
  form.setRole(2, null);
  expect(form.missing).toEqual(['date', 'customer']);
  expect(form.mapping.roles).toEqual({ order_id: 1, order_total: 3 });
  expect(form.confidence(3)).toBe(0.7);
  expect(form.confidence(1)).toBeNull();
});

test('the screen shows what was recognised, follows each choice, and hands over the mapping', async () => {
  let imported: Mapping | undefined;
  const asked: Mapping[] = [];
  render(MappingScreen, {
    proposal,
    preview: (mapping: Mapping) => {
      asked.push(mapping);
      return Promise.resolve(previewOf(mapping));
    },
    onimport: (mapping: Mapping) => {
      imported = mapping;
    },
    onskip: () => undefined,
  });
  await expect.element(page.getByText('WINDOWS-1252')).toBeVisible();
  await expect.element(page.getByText('1,234 rows')).toBeVisible();
  await expect.element(page.getByText('4,567.80')).toBeVisible();
  await expect.element(page.getByText(/amounts 2/)).toBeVisible();
  await page.getByLabelText('Meaning of the column Who').selectOptions('customer_id');
  await page.getByLabelText('Decimals are written').selectOptions('.');
  await expect.element(page.getByText('321')).toBeVisible();
  expect(asked).toHaveLength(2);
  await page.getByRole('button', { name: 'Import' }).click();
  expect(imported).toMatchObject({ decimal: '.', roles: { customer_id: 1, order_id: 0 } });
});

test('a file without a date or an amount cannot be imported', async () => {
  render(MappingScreen, {
    proposal: { ...proposal, mapping: { ...proposal.mapping, roles: { order_id: 0, order_total: 3 } } },
    preview: (mapping: Mapping) => Promise.resolve(previewOf(mapping)),
    onimport: () => undefined,
    onskip: () => undefined,
  });
  await expect.element(page.getByRole('button', { name: 'Import' })).toBeDisabled();
  await page.getByLabelText('Meaning of the column When').selectOptions('ordered_at');
  await expect.element(page.getByRole('button', { name: 'Import' })).toBeEnabled();
});

test('an open date order is asked with an example read both ways', async () => {
  let order: string | undefined;
  render(DateOrderScreen, {
    proposal,
    example: '03/04/2021',
    onimport: (mapping: Mapping) => {
      order = mapping.dateOrder;
    },
    onskip: () => undefined,
  });
  await page.getByRole('button', { name: 'Mar 4, 2021' }).click();
  expect(order).toBe('mdy');
});

test.each([
  ['03/04/2021', '2021-04-03', '2021-03-04'],
  ['3.4.21 10:30', '2021-04-03', '2021-03-04'],
  ['11-12-1999', '1999-12-11', '1999-11-12'],
])('%s reads both ways', (example, dmy, mdy) => {
  const day = (date: Date | undefined) => date?.toISOString().slice(0, 10);
  expect([day(readBothWays(example)?.dmy), day(readBothWays(example)?.mdy)]).toEqual([dmy, mdy]);
  expect(readBothWays('2021')).toBeNull();
});
