import type { Page } from 'playwright';

export interface Brushing {
  /** Milliseconds from each move of the pointer until every figure that it changed was painted. */
  readonly moves: readonly number[];
  /** Milliseconds from the end of a brush until every cell of the notebook had followed: the slowest of the brushes. */
  readonly followed: number;
}

interface Recorder {
  /** When the pointer last moved. */
  moved: number;
  /** When what changed since then was painted; 0 before. */
  painted: number;
}

/** Time between two moves: a hand's, and less than the rest after which the other cells follow. */
const between = 90;
const figures = ['recency_days', 'net', 'first_order_at', 'average_order_value'];

/** Notes, in the page, when the pointer moves and when the frame with what follows is on the screen. */
async function record(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recorder: Recorder = { moved: 0, painted: 0 };
    Object.assign(window, { recorder });
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      recorder.painted = performance.now();
    };
    const seen = new MutationObserver(() => {
      // The message is handled after the frame is painted.
      requestAnimationFrame(() => channel.port2.postMessage(null));
    });
    // What follows each move. What is said once the brush rests is not.
    for (const place of document.querySelectorAll('[data-figure] svg, [data-testid="filter-bar"]')) {
      seen.observe(place, { subtree: true, childList: true, characterData: true, attributeFilter: ['d'] });
    }
    addEventListener(
      'pointermove',
      ({ timeStamp }) => {
        recorder.moved = timeStamp;
        recorder.painted = 0;
      },
      { capture: true },
    );
  });
}

const recorded = (page: Page): Promise<Recorder> =>
  page.evaluate(() => ({ ...(window as unknown as { recorder: Recorder }).recorder }));

/** Drags a brush across several figures of the loaded notebook, about a hundred moves, each to another bin. */
export async function timeBrushing(page: Page): Promise<Brushing> {
  await page.locator('[data-cell="explore"][data-state="ready"]').waitFor();
  await page.evaluate(() => window.tenure.settled());
  await record(page);
  const moves: number[] = [];
  let followed = 0;
  for (const name of figures) {
    const figure = page.locator(`[data-figure="${name}"] [role="application"]`);
    await figure.scrollIntoViewIfNeeded();
    const box = await figure.boundingBox();
    if (!box) throw new Error(`${name} is not drawn`);
    const y = box.y + box.height / 3;
    await page.mouse.move(box.x + 3, y);
    // A hand comes to rest before it presses.
    await page.waitForTimeout(300);
    await page.mouse.down();
    for (let move = 1; move <= 25; move++) {
      await page.mouse.move(box.x + 3 + (move * (box.width - 6)) / 25, y);
      await page.waitForTimeout(between);
      const { moved, painted } = await recorded(page);
      if (painted > moved) moves.push(painted - moved);
      // Not painted by the next move: late. A move within a bin changes nothing.
      else if (move % 2 === 0) moves.push(between);
    }
    const start = Date.now();
    await page.mouse.up();
    await page.evaluate(() => window.tenure.settled());
    followed = Math.max(followed, Date.now() - start);
    await page.keyboard.press('Escape');
    await page.evaluate(() => window.tenure.settled());
  }
  return { moves, followed };
}
