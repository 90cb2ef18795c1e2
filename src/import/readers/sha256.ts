import { createSHA256 } from 'hash-wasm';

export interface Sha256 {
  /** Takes the content's bytes in order. */
  update(piece: Uint8Array<ArrayBuffer>): void;
  /** In hexadecimal. */
  digest(): Promise<string>;
}

/** The browser's own digest is several times faster and has its own thread, but takes only a whole buffer. */
const wholeBytes = 64 * 1024 * 1024;

/** @param bytes the size of what will be hashed */
export async function createHash(bytes: number): Promise<Sha256> {
  if (bytes <= wholeBytes) return new WholeHash();
  const hasher = await createSHA256();
  return {
    update: (piece) => {
      hasher.update(piece);
    },
    digest: () => Promise.resolve(hasher.digest('hex')),
  };
}

class WholeHash implements Sha256 {
  readonly #pieces: Uint8Array<ArrayBuffer>[] = [];

  update(piece: Uint8Array<ArrayBuffer>): void {
    this.#pieces.push(piece);
  }

  async digest(): Promise<string> {
    const whole = new Uint8Array(this.#pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    const digest = await crypto.subtle.digest('SHA-256', whole);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
