import { createHash } from 'node:crypto';
import { plotStyle } from '../src/figures/style.ts';

/** The Content-Security-Policy hashes of the style sheets that Observable Plot puts into its SVG. */
export const styleHashes = (): string[] => [
  `sha256-${createHash('sha256').update(plotStyle).digest('base64')}`,
];
