import { createSHA256 } from 'hash-wasm';
import { readBytes, type Reading } from './slices';

export interface Sha256 {
  /** Takes the content's bytes in order. */
  update(piece: Uint8Array): void;
  /** In hexadecimal. */
  digest(): Promise<string>;
}

/** The browser's own digest is several times faster and has its own thread, but takes only a whole buffer. */
const wholeBytes = 64 * 1024 * 1024;

export async function createHash(content: Blob, reading: Reading): Promise<Sha256> {
  if (content.size <= wholeBytes) {
    const whole = digestWhole(content, reading);
    // Whoever fails before asking for it has a reason of its own.
    whole.catch(() => undefined);
    return { update: () => undefined, digest: () => whole };
  }
  const hasher = await createSHA256();
  return { update: (piece) => hasher.update(piece), digest: () => Promise.resolve(hasher.digest('hex')) };
}

async function digestWhole(content: Blob, reading: Reading): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await readBytes(content, reading));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
