import { createSHA256 } from 'hash-wasm';

export interface Sha256 {
  /** Takes the content's bytes in order. */
  update(piece: Uint8Array<ArrayBuffer>): void;
  /** In hexadecimal. */
  digest(): Promise<string>;
}

/** The browser's own digest is several times faster and has its own thread, but takes only a whole buffer. */
const wholeBytes = 128 * 1024 * 1024;

/** @param bytes the size of what will be hashed */
export async function createHash(bytes: number): Promise<Sha256> {
  if (bytes <= wholeBytes) return new WholeHash(bytes);
  const hasher = await createSHA256();
  return {
    update: (piece) => {
      hasher.update(piece);
    },
    digest: () => Promise.resolve(hasher.digest('hex')),
  };
}

class WholeHash implements Sha256 {
  readonly #whole: Uint8Array<ArrayBuffer>;
  #at = 0;

  constructor(bytes: number) {
    this.#whole = new Uint8Array(bytes);
  }

  update(piece: Uint8Array<ArrayBuffer>): void {
    this.#whole.set(piece, this.#at);
    this.#at += piece.length;
  }

  async digest(): Promise<string> {
    const digest = await crypto.subtle.digest('SHA-256', this.#whole);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
