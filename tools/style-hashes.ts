import { createHash } from 'node:crypto';

/** The Content-Security-Policy hashes of the style sheets that Observable Plot puts into its SVG. */
export function styleHashes(): string[] {
  return [].map((text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`);
}
