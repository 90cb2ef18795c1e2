const namespace = 'http://www.w3.org/2000/svg';

const hatches = {
  /** For what has not fully passed, so that it reads as open and not as low. */
  open: { ground: 'var(--sunken)', line: 'var(--line-strong)' },
  /** For what takes away, so that it differs from what adds by more than its colour. */
  fall: { ground: 'var(--bad-soft)', line: 'var(--bad)' },
} as const;

export type Hatch = keyof typeof hatches;

// All figures share one pattern of a kind: the same id in several of them is the same hatch.
const idOf = (hatch: Hatch): string => `tenure-hatch-${hatch}`;

/** The paint of a hatch, in a drawing that `addHatch` gave it. */
export const hatchFill = (hatch: Hatch): string => `url(#${idOf(hatch)})`;

/** Adds a hatch's pattern to a drawing. */
export function addHatch(svg: SVGSVGElement, hatch: Hatch): void {
  const make = (name: string, attributes: Readonly<Record<string, string>>): SVGElement => {
    const element = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const { ground, line } = hatches[hatch];
  const defs = make('defs', {});
  const pattern = make('pattern', {
    id: idOf(hatch),
    width: '5',
    height: '5',
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  });
  pattern.append(
    make('rect', { width: '5', height: '5', fill: ground }),
    make('line', { y2: '5', stroke: line, 'stroke-width': '1.2' }),
  );
  defs.append(pattern);
  svg.prepend(defs);
}
