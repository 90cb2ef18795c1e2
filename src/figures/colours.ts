type Rgb = readonly [number, number, number];

/** Reads `#rrggbb`. */
function parse(hex: string): Rgb {
  const number = Number.parseInt(hex.trim().slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

const write = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** A sequential scale between two colours, for 0 to 1; what lies beyond is held at the ends. */
export function ramp(low: string, high: string): (share: number) => string {
  const from = parse(low);
  const to = parse(high);
  return (share) => {
    const t = Math.min(1, Math.max(0, share));
    const at = (index: 0 | 1 | 2): number => from[index] + t * (to[index] - from[index]);
    return write([at(0), at(1), at(2)]);
  };
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = parse(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** Contrast ratio, WCAG 2.2: 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

// Black and white, because with either of them every colour reaches 4.5:1.
const dark = '#000000';
const light = '#ffffff';

/** The text colour that reads better on a fill. */
export const textOn = (fill: string): string =>
  contrast(fill, dark) >= contrast(fill, light) ? dark : light;

/** A colour token of the page, as `#rrggbb`. */
export const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();
