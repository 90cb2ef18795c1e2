import { page, userEvent } from 'vitest/browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/app.css';
import NotebookPage from '../../../src/notebook/NotebookPage.svelte';
import { Session } from '../../../src/session.svelte';

const session = new Session();
const cell = (kind: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-cell=${kind}]`);
  if (!found) throw new Error(`No cell ${kind}`);
  return found;
};
const said = (kind: string): string => cell(kind).innerText.replace(/\s+/g, ' ');
const settled = (): Promise<void> => session.pending.settled();
const slow = { timeout: 30_000 };

beforeAll(async () => {
  await page.viewport(1024, 900);
  await session.openSample();
  // The report's other figures have tests of their own.
  session.notebook.apply({ cells: [{ kind: 'forecast' }, { kind: 'alive' }] });
  await settled();
}, 60_000);
beforeEach(async () => {
  await render(NotebookPage, { props: { host: session } });
  await settled();
});
afterAll(async () => {
  await page.viewport(414, 896);
  (await session.engine()).dispose();
});

describe('the forecast of the sample shop, in the real engine', () => {
  test('says what customers will be worth, and what the model says of them', async () => {
    await vi.waitFor(() => expect(said('forecast')).toContain('What may happen: 90% interval'), slow);
    expect(said('forecast')).toMatch(/Until .* customers will bring €\d+K \(90% interval €\d+K to €\d+K\)/);
    expect(said('forecast')).toContain('While they stay, customers order once in');
    expect(cell('forecast').dataset['state']).toBe('ready');
  });

  test('fits anew for another horizon, and never without a discount for ever', async () => {
    const horizon = page.getByLabelText('Horizon', { exact: true });
    await horizon.selectOptions('For ever');
    await vi.waitFor(() => expect(said('forecast')).toContain('From now on'), slow);
    await settled();
    const discount = page.getByLabelText('Discount');
    await discount.fill('0');
    await userEvent.tab();
    await settled();
    await vi.waitFor(() => expect(said('forecast')).toMatch(/Until .* 2126/), slow);
    expect(session.notebook.forecast).toMatchObject({ horizonDays: 36_525, yearlyDiscount: 0 });
    await horizon.selectOptions('1 year');
    await discount.fill('10');
    await userEvent.tab();
    await settled();
    expect(session.notebook.forecast).toMatchObject({ horizonDays: 365, yearlyDiscount: 0.1 });
  });

  test('shows who is alive; a cell of the grid filters all others and not itself', async () => {
    await vi.waitFor(() => expect(said('alive')).toContain('have not left for good'), slow);
    const [grid] = cell('alive').querySelectorAll<HTMLElement>('[role=application]');
    grid?.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await settled();
    expect(session.notebook.filter.settled).toMatchObject([{ type: 'box', source: 'alive' }]);
    await vi.waitFor(() => expect(said('forecast')).toContain('customers selected:'), slow);
    expect(said('alive')).not.toContain('customers selected:');
    await userEvent.keyboard('{Enter}');
    expect(session.notebook.filter.settled).toEqual([]);
  });

  test('draws the path of a customer found by id', async () => {
    await vi.waitFor(() => expect(said('alive')).toContain('Alive with a probability of'), slow);
    const [row] = await (
      await session.engine()
    ).rows('SELECT customer_id FROM derived.customer_summary WHERE orders = 7 ORDER BY customer_id LIMIT 1');
    const id = String(row?.['customer_id']);
    const search = page.getByLabelText('Customer id or e-mail');
    await search.fill(id);
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(said('alive')).toContain(`One customer over time: ${id}`), slow);
    await vi.waitFor(() => expect(said('alive')).toMatch(/usually orders every \d/), slow);
    // No document holds whom one looked at.
    expect(JSON.stringify(session.notebook.saved)).not.toContain(id);
  });
});
