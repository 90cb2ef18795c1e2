const namespace = 'http://www.w3.org/2000/svg';

/** Adds the pattern for cells whose period has not fully passed, so that they read as open and not as low. */
export function addHatch(svg: SVGSVGElement): void {
  const make = (name: string, attributes: Readonly<Record<string, string>>): SVGElement => {
    const element = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const defs = make('defs', {});
  const pattern = make('pattern', {
    id: addHatch.id,
    width: '5',
    height: '5',
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  });
  pattern.append(
    make('rect', { width: '5', height: '5', fill: 'var(--sunken)' }),
    make('line', { y2: '5', stroke: 'var(--line-strong)', 'stroke-width': '1.2' }),
  );
  defs.append(pattern);
  svg.prepend(defs);
}

// All figures share one pattern: the same id in several of them is the same hatch.
addHatch.id = 'tenure-hatch';
