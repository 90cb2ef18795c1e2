/** A figure as a file that stands alone: no style sheet, no variables, its title and caption in it. */

export interface Caption {
  readonly title: string;
  readonly finding: string;
  readonly caption: string;
}

const namespace = 'http://www.w3.org/2000/svg';
const padding = 24;
const gap = 20;
const needsResolving = /var\(|currentColor/i;

type Attributes = Readonly<Record<string, string | number>>;

function make(name: string, attributes: Attributes): SVGElement {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** Copies an element with the values that its variables have now; class and style become plain attributes. */
function standAlone(source: Element): Element {
  const copy = document.createElementNS(namespace, source.localName);
  const computed = getComputedStyle(source);
  for (const { name, value } of source.attributes) {
    if (name === 'class' || name === 'style') continue;
    copy.setAttribute(name, needsResolving.test(value) ? computed.getPropertyValue(name) : value);
  }
  if (source instanceof SVGElement) {
    for (const name of source.style) copy.setAttribute(name, computed.getPropertyValue(name));
  }
  for (const child of source.childNodes) {
    if (child instanceof Element) {
      if (child.localName !== 'style') copy.append(standAlone(child));
    } else if (child instanceof Text) {
      copy.append(child.data);
    }
  }
  return copy;
}

function wrap(text: string, font: string, width: number): string[] {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return [text];
  context.font = font;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Stacks drawings under a title and a finding, over a caption. Colours and fonts are those of the page now. */
export function composeSvg(drawings: readonly SVGSVGElement[], words: Caption): SVGSVGElement {
  const root = getComputedStyle(document.documentElement);
  const colour = (name: string): string => root.getPropertyValue(name).trim();
  const inner = Math.max(320, ...drawings.map((drawing) => Number(drawing.getAttribute('width'))));
  const width = inner + 2 * padding;
  const parts: Element[] = [];
  let y = padding;
  const write = (text: string, size: number, weight: number, family: string, fill: string): void => {
    for (const line of wrap(text, `${String(weight)} ${String(size)}px ${family}`, inner)) {
      y += size * 1.35;
      const element = make('text', {
        x: padding,
        y: Math.round(y - size * 0.3),
        'font-size': size,
        'font-weight': weight,
        'font-family': family,
        fill,
      });
      element.textContent = line;
      parts.push(element);
    }
  };
  const serif = colour('--font-text');
  const sans = colour('--font-ui');
  write(words.title, 22, 600, serif, colour('--ink'));
  write(words.finding, 15, 400, serif, colour('--ink-2'));
  y += gap;
  // Variables have a value only inside the document.
  const host = document.createElement('div');
  host.hidden = true;
  document.body.append(host);
  for (const drawing of drawings) {
    const isDetached = !drawing.isConnected;
    if (isDetached) host.append(drawing);
    const copy = standAlone(drawing);
    copy.setAttribute('x', String(padding));
    copy.setAttribute('y', String(Math.round(y)));
    copy.setAttribute('overflow', 'visible');
    parts.push(copy);
    y += Number(drawing.getAttribute('height')) + gap;
  }
  host.remove();
  write(words.caption, 12, 400, sans, colour('--ink-3'));
  const height = Math.ceil(y + padding);
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('viewBox', `0 0 ${String(width)} ${String(height)}`);
  svg.append(make('rect', { width, height, fill: colour('--paper') }), ...parts);
  return svg;
}

export function svgFile(svg: SVGSVGElement): Blob {
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
}

/** The drawing as pixels, two for each of its own. */
export async function pngFile(svg: SVGSVGElement): Promise<Blob> {
  const scale = 2;
  const url = URL.createObjectURL(svgFile(svg));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = scale * Number(svg.getAttribute('width'));
    canvas.height = scale * Number(svg.getAttribute('height'));
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives no canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error('The image is too large for this browser'));
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
