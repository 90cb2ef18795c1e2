import { page, userEvent } from 'vitest/browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/app.css';
import { packLink, readLink } from '../../../src/notebook/link';
import NotebookPage from '../../../src/notebook/NotebookPage.svelte';
import { Session } from '../../../src/session.svelte';

const session = new Session();
const one = async (sql: string): Promise<number> =>
  Number(Object.values((await (await session.engine()).rows(sql))[0] ?? {})[0]);
const dialog = () => page.getByRole('dialog');
const condition = (place: string) => dialog().getByRole('group', { name: `Condition ${place}`, exact: true });

/** Asked of the canonical tables alone. */
const webBuyers = `SELECT count(*) FROM (
  SELECT customer_id FROM orders WHERE customer_id IS NOT NULL
  GROUP BY customer_id HAVING count(*) >= 2 AND count(*) FILTER (channel = 'organic') >= 1
)`;

beforeAll(async () => {
  await session.openSample();
  // Only the list that the dialog opens from: the report's other figures have tests of their own.
  session.notebook.apply({ cells: [{ kind: 'segments' }] });
  await session.pending.settled();
}, 60_000);
beforeEach(async () => {
  await render(NotebookPage, { props: { host: session } });
  await session.pending.settled();
});
afterAll(async () => {
  (await session.engine()).dispose();
});

describe('own segments', () => {
  test('are built by keyboard and mouse, with their size as they change', async () => {
    await page.getByRole('button', { name: 'New segment' }).click();
    await expect.element(dialog().getByTestId('builder-size')).toHaveTextContent(/of 3,974 customers/);
    await dialog().getByRole('button', { name: 'Save segment' }).click();
    expect(session.notebook.ownSegments).toEqual([]);
    await dialog().getByRole('textbox', { name: 'Name' }).fill('ana@example.com');
    await dialog().getByRole('button', { name: 'Save segment' }).click();
    expect(session.notebook.ownSegments).toEqual([]);
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Organic "regulars"');

    (dialog().getByRole('button', { name: 'Add condition' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(condition('2').getByLabelText('What it is about')).toHaveFocus();
    await condition('2').getByLabelText('What it is about').selectOptions('Number of orders where …');
    await expect.element(dialog()).toHaveTextContent('Fill in every condition to see who is in.');
    await condition('2').getByLabelText('Value', { exact: true }).fill('1');
    await condition('2').getByLabelText('Narrow down').selectOptions('Channel');
    const values = condition('2').getByRole('combobox', { name: 'Value' });
    await expect.poll(() => condition('2').element().querySelector('option[value="organic"]')).not.toBeNull();
    await values.fill('organic');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).toHaveTextContent('with at least 1 orders (channel “organic”).');
    const expected = (await one(webBuyers)).toLocaleString('en');
    await expect
      .element(dialog().getByTestId('builder-size'))
      .toHaveTextContent(`${expected} of 3,974 customers`);

    await dialog().getByRole('button', { name: 'Save segment' }).click();
    await session.pending.settled();
    await expect
      .poll(() => document.querySelector('[data-segment=own_1]')?.textContent)
      .toContain(`${expected} customers`);
    expect(await one('SELECT count(*) FROM derived.customer_summary WHERE segment_own_1')).toBe(
      await one(webBuyers),
    );
  });

  test('filter the report, and travel in a link as a definition', async () => {
    await page.getByRole('button', { name: 'Organic "regulars"', exact: true }).click();
    await session.pending.settled();
    await expect.element(page.getByTestId('filter-bar')).toHaveTextContent('Organic "regulars"');
    const spec = await readLink(await packLink(session.notebook.shared('en', 'EUR')));
    expect(spec.ownSegments).toEqual(JSON.parse(JSON.stringify(session.notebook.ownSegments)));
    expect(spec.filters?.[0]).toMatchObject({ columns: ['segment_own_1'] });
  });

  test('are duplicated, asked for by others, and deleted with the filters on them', async () => {
    await page.getByRole('button', { name: 'Duplicate “Organic "regulars"”' }).click();
    await expect
      .element(dialog().getByRole('textbox', { name: 'Name' }))
      .toHaveValue('Organic "regulars" (copy)');
    await dialog().getByRole('button', { name: 'Remove condition 2' }).click();
    await condition('1').getByLabelText('What it is about').selectOptions('Organic "regulars"');
    await condition('1').getByLabelText('Holds or not').selectOptions('does not hold');
    await dialog().getByRole('button', { name: 'Save segment' }).click();
    await session.pending.settled();
    expect(await one('SELECT count(*) FROM derived.customer_summary WHERE segment_own_2')).toBe(
      3974 - (await one(webBuyers)),
    );

    await page.getByRole('button', { name: 'Delete “Organic "regulars"”' }).click();
    await expect.element(dialog()).toHaveTextContent('Organic "regulars" (copy)');
    await dialog().getByRole('button', { name: 'Delete', exact: true }).click();
    await session.pending.settled();
    expect(session.notebook.ownSegments.map(({ id }) => id)).toEqual(['2']);
    expect(session.notebook.filter.clauses).toEqual([]);
    expect(await one('SELECT count(*) FROM derived.customer_summary WHERE segment_own_2 IS NULL')).toBe(3974);
  });

  test('go back to nothing on Escape, with the focus where it was', async () => {
    const button = page.getByRole('button', { name: 'New segment' });
    await button.click();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(button).toHaveFocus();
    expect(session.notebook.ownSegments).toHaveLength(1);
  });
});
