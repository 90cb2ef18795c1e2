import { userEvent } from 'vitest/browser';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../../src/app.css';
import Brush from '../../../src/figures/Brush.svelte';
import type { BinRange } from '../../../src/figures/brush';

const whole = [10, 20, 40, 20, 10, 8, 6, 4, 2, 1];

function show(range: BinRange | null = null) {
  const onmove = vi.fn<(range: BinRange) => void>();
  const onrest = vi.fn<(range: BinRange | null) => void>();
  const props = {
    name: 'Orders',
    description: 'Arrow keys',
    said: '',
    whole,
    selected: whole.map((count) => count / 2),
    ticks: whole.map((_, bin) => ({ at: bin, label: String(bin) })),
    apart: { first: false, last: true },
    onmove,
    onrest,
  };
  const screen = render(Brush, { props: { ...props, range } });
  const root = document.querySelector<HTMLElement>('[role=application]');
  if (!root) throw new Error('Nothing is drawn');
  return { screen, root, onmove, onrest, redraw: (to: BinRange | null) => screen.rerender({ range: to }) };
}

function point(root: HTMLElement, type: string, share: number): void {
  const { left, top, width } = root.getBoundingClientRect();
  vi.spyOn(root, 'setPointerCapture').mockImplementation(() => undefined);
  root.dispatchEvent(
    new PointerEvent(type, { clientX: left + share * width, clientY: top + 20, button: 0, bubbles: true }),
  );
}

test('draws the whole pale and the selected part dark, on one scale', async () => {
  const { root, screen } = show();
  await vi.waitFor(() => expect(root.querySelectorAll('rect')).toHaveLength(10));
  const dark = (): number[] =>
    [
      ...(root.querySelector('svg > path')?.getAttribute('d') ?? '').matchAll(/M[\d.]+ ([\d.]+)V([\d.]+)/g),
    ].map(([, base, top]) => Number(base) - Number(top));
  const pale = [...root.querySelectorAll('rect')].map((bar) => Number(bar.getAttribute('height')));
  await vi.waitFor(() => expect(dark()).toHaveLength(10));
  expect(dark()[2]).toBeCloseTo((pale[2] ?? 0) / 2, 5);
  await screen.rerender({ selected: whole.map((_, bin) => (bin === 1 ? 20 : 0)) });
  await vi.waitFor(() => expect(dark()).toHaveLength(1));
  expect(dark()[0]).toBeCloseTo(pale[1] ?? 0, 5);
});

test('is drawn across by a drag, and let go by a press within', async () => {
  const { root, onmove, onrest, redraw } = show();
  await vi.waitFor(() => expect(root.querySelector('svg')).not.toBeNull());
  point(root, 'pointerdown', 0.22);
  point(root, 'pointermove', 0.35);
  expect(onmove).toHaveBeenLastCalledWith([2, 3]);
  await redraw([2, 3]);
  point(root, 'pointermove', 0.36);
  expect(onmove).toHaveBeenCalledTimes(1);
  point(root, 'pointermove', 0.55);
  point(root, 'pointerup', 0.55);
  expect(onrest).toHaveBeenLastCalledWith([2, 5]);
  await redraw([2, 5]);
  expect(root.querySelectorAll('.veil')).toHaveLength(2);
  point(root, 'pointerdown', 0.42);
  point(root, 'pointerup', 0.42);
  expect(onrest).toHaveBeenLastCalledWith(null);
});

test('is moved by arrows, widened with Shift, committed once the key is up, and cleared by Escape', async () => {
  const { root, onmove, onrest, redraw } = show();
  await vi.waitFor(() => expect(root.querySelector('svg')).not.toBeNull());
  root.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(onrest).toHaveBeenLastCalledWith([0, 0]);
  await redraw([0, 0]);
  await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
  expect(onmove).toHaveBeenLastCalledWith([0, 2]);
  await redraw([0, 2]);
  await userEvent.keyboard('{End}');
  expect(onrest).toHaveBeenLastCalledWith([7, 9]);
  await redraw([7, 9]);
  // Another hand, such as undo, put it elsewhere: keys go on from there.
  await redraw([1, 2]);
  await userEvent.keyboard('{ArrowRight}');
  expect(onrest).toHaveBeenLastCalledWith([2, 3]);
  await redraw([2, 3]);
  await userEvent.keyboard('{Escape}');
  expect(onrest).toHaveBeenLastCalledWith(null);
});
