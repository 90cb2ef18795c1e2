import { TenureError, type ErrorCode } from '../schema/errors';
import type { Database } from '../schema/database';
import { detectLayout, type Layout } from './detect/layout';
import { guessNarrow } from './detect/encoding';
import { dropErrorTables, loadFast, settleFast } from './readers/fast';
import { openContent, openText, type Content, type Text } from './readers/open';
import { throttle } from './readers/progress';
import { createHash } from './readers/sha256';
import { noQuote, RecordScanner, type Scan } from './readers/scan';
import { asFileError, checkSignal, readBytes, slices, type Reading } from './readers/slices';
import { dropSql, prepare, type Place } from './readers/staging';
import { loadTolerant } from './readers/tolerant';
import { verify } from './readers/verify';
import type { Encoding, FileReading, OnProgress } from './types';

export interface ReadControl {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress | undefined;
}

/** What reading made of a file whose rows now stand in the database. */
export interface ReadFile {
  readonly sha256: string;
  readonly encoding: Encoding;
  readonly layout: Layout;
  readonly records: number;
  readonly reader: FileReading['reader'];
}

/**
 * Reads a file into the tables of a place: by DuckDB where its count of records is the scan's, else record by record.
 * Leaves no table behind when it fails.
 * @throws TenureError with the file's name, and the line where there is one
 */
export async function readInto(
  db: Database,
  place: Place,
  file: File,
  control: ReadControl,
): Promise<ReadFile> {
  const reading: Reading = { file: file.name, signal: control.signal };
  try {
    return await new FileRead(db, place, file, reading, throttle(control.onProgress)).read();
  } catch (error) {
    await db.run(dropSql(place));
    throw asFileError(error, file.name);
  } finally {
    await dropErrorTables(db, place);
  }
}

/** These say that the engine is in no state to try the other reader. */
const engineTrouble: readonly ErrorCode[] = [
  'engine_cancelled',
  'engine_died',
  'engine_memory',
  'engine_deadline',
];

/** In bytes. A longer record would take DuckDB too long to set aside, were it the one with a cell too many. */
const longestSetAside = 64 * 1024;

class FileRead {
  constructor(
    private readonly db: Database,
    private readonly place: Place,
    private readonly file: File,
    private readonly reading: Reading,
    private readonly report: OnProgress,
  ) {}

  async read(): Promise<ReadFile> {
    checkSignal(this.reading.signal);
    const content = await openContent(this.file, this.reading, (bytes) => {
      this.#progress('reading', bytes / this.file.size, 0);
    });
    const first = await this.#readAs(content, null);
    if (first) return first;
    // A byte far down denied UTF-8.
    const second = await this.#readAs(content, await this.#encodingOf(content));
    if (second) return second;
    throw new TenureError('file_binary', { file: this.file.name });
  }

  /** @returns null if the text is not of the encoding that was supposed */
  async #readAs(content: Content, encoding: Encoding | null): Promise<ReadFile | null> {
    const hasher = await createHash(content.bytes.size);
    const text = await openText(content, encoding, hasher, this.reading);
    const layout = await detectLayout(text.blob, this.reading);
    await prepare(this.db, this.place);
    const { newline, delimiter, quote } = layout.grammar;
    const marks = {
      delimiter: delimiter.charCodeAt(0),
      quote: quote === '' ? noQuote : quote.charCodeAt(0),
      newline: newline.charCodeAt(0),
    };
    const scanner = new RecordScanner(marks, layout.headerLines + 1, this.file.name);
    const scanning = verify(
      {
        text: text.blob,
        dataOffset: layout.dataOffset,
        scanner,
        hasher: text.unhashed ? hasher : null,
        onBytes: (bytes) => {
          this.#progress('reading', bytes / text.blob.size, scanner.records);
        },
      },
      this.reading,
    );
    // Both at once: DuckDB has its own thread in the browser and in Node.
    const [scanned, loaded, sha256] = await Promise.allSettled([
      scanning,
      this.#loadFast(text, layout, 'refuse'),
      scanning.then(() => hasher.digest()),
    ]);
    if (scanned.status === 'rejected') throw scanned.reason;
    if (!scanned.value) return null;
    if (loaded.status === 'rejected') throw loaded.reason;
    if (sha256.status === 'rejected') throw sha256.reason;
    checkSignal(this.reading.signal);

    const scan = scanner.end();
    const fast = await this.#settle(text, layout, scan, loaded.value);
    const records = fast ? scan.records : await this.#loadTolerant(text, layout);
    return {
      sha256: sha256.value,
      encoding: text.encoding,
      layout,
      records,
      reader: fast ? 'fast' : 'tolerant',
    };
  }

  /** @returns whether the fast reader could take the text */
  async #settle(text: Text, layout: Layout, scan: Scan, loaded: boolean): Promise<boolean> {
    const { db, place, file } = this;
    if (loaded) return settleFast(db, place, layout, scan, 'refuse', file.name);
    if (scan.open || scan.stray || scan.longest > longestSetAside) return false;
    return (
      (await this.#loadFast(text, layout, 'keep')) &&
      (await settleFast(db, place, layout, scan, 'keep', file.name))
    );
  }

  /** @returns whether DuckDB could load the text at all */
  async #loadFast(text: Text, layout: Layout, rejects: 'refuse' | 'keep'): Promise<boolean> {
    if (layout.grammar.delimiter === ' +') return false;
    try {
      await loadFast(this.db, this.place, text.blob.slice(layout.dataOffset), layout, rejects);
      return true;
    } catch (error) {
      if (error instanceof TenureError && engineTrouble.includes(error.code)) throw error;
      // Was it the text, or is the file gone?
      await readBytes(this.file.slice(-1), this.reading);
      return false;
    }
  }

  async #loadTolerant(text: Text, layout: Layout): Promise<number> {
    await prepare(this.db, this.place);
    const data = text.blob.slice(layout.dataOffset);
    return loadTolerant(this.db, this.place, data, layout, this.reading, (bytes, records) => {
      this.#progress('loading', bytes / data.size, records);
    });
  }

  async #encodingOf(content: Content): Promise<Encoding> {
    // A file that claims UTF-8 by its mark keeps it: its odd bytes become U+FFFD.
    if (bytesMarkUtf8(content.head)) return 'utf-8-bom';
    for await (const piece of slices(content.bytes, this.reading)) {
      if (guessNarrow(piece) === 'iso-8859-1') return 'iso-8859-1';
    }
    return 'windows-1252';
  }

  #progress(phase: 'reading' | 'loading', share: number, rows: number): void {
    const totalBytes = this.file.size;
    const bytes = Math.min(totalBytes, Math.round(totalBytes * share));
    this.report({ phase, file: this.file.name, bytes, totalBytes, rows });
  }
}

const bytesMarkUtf8 = (head: Uint8Array): boolean => head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
