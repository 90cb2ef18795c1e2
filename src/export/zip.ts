const encoder = new TextEncoder();

const crcTable: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** A file inside an archive, compressed by the browser, off the page's thread, while it is written. */
export class ZipEntry {
  #crc = 0xffffffff;
  #size = 0;
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #compressed: Promise<void>;

  constructor(readonly name: string) {
    const stream = new CompressionStream('deflate-raw');
    this.#writer = stream.writable.getWriter() as WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
    this.#compressed = this.#collect(stream.readable as ReadableStream<Uint8Array<ArrayBuffer>>);
  }

  async write(text: string): Promise<void> {
    const bytes = encoder.encode(text);
    for (const byte of bytes) this.#crc = (crcTable[(this.#crc ^ byte) & 0xff] ?? 0) ^ (this.#crc >>> 8);
    this.#size += bytes.length;
    await this.#writer.write(bytes);
  }

  /** Ends the entry: its headers (local, central) and its compressed content. */
  async close(offset: number): Promise<{ local: Blob; central: Uint8Array<ArrayBuffer> }> {
    await this.#writer.close();
    await this.#compressed;
    const content = new Blob(this.#chunks);
    const name = encoder.encode(this.name);
    // Version 2.0, names in UTF-8, deflate, 1 January 1980: the same content makes the same file.
    const common = [2, 20, 2, 0x0800, 2, 8, 2, 0, 2, 0x21, 4, (this.#crc ^ 0xffffffff) >>> 0];
    const sizes = [4, content.size, 4, this.#size, 2, name.length, 2, 0];
    const local = new Blob([fixed([4, 0x04034b50, ...common, ...sizes]), name, content]);
    const place = [2, 0, 2, 0, 2, 0, 4, 0, 4, offset];
    const head = fixed([4, 0x02014b50, 2, 20, ...common, ...sizes, ...place]);
    const central = new Uint8Array(head.length + name.length);
    central.set(head);
    central.set(name, head.length);
    return { local, central };
  }

  async #collect(readable: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    const reader = readable.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      this.#chunks.push(part.value);
    }
  }
}

/** Little-endian numbers, each as its width in bytes and its value. */
function fixed(numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    const [width = 0, value = 0] = [numbers[i], numbers[i + 1]];
    for (let byte = 0; byte < width; byte++) bytes.push((value >>> (8 * byte)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** A ZIP archive of entries (APPNOTE 6.3), below 4 GB. */
export async function zip(entries: readonly ZipEntry[], type: string): Promise<Blob> {
  const parts: Blob[] = [];
  const centrals: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = await entry.close(offset);
    parts.push(local);
    centrals.push(central);
    offset += local.size;
  }
  const directory = new Blob(centrals);
  const count = entries.length;
  const end = fixed([4, 0x06054b50, 2, 0, 2, 0, 2, count, 2, count, 4, directory.size, 4, offset, 2, 0]);
  return new Blob([...parts, directory, end], { type });
}
