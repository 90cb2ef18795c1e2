import { getLocale, m } from '../i18n/locale.svelte';
import { TenureError } from '../schema/errors';
import { saveFile } from '../ui/save-file';
import type { Toasts } from '../ui/toasts.svelte';
import { isLink, packLink, readLink, readSpec } from './link';
import type { Notebook } from './notebook.svelte';
import type { NotebookSpec } from './spec';

export interface SharingHost {
  readonly notebook: Notebook;
  readonly toasts: Toasts;
  /** The currency in view; undefined when nothing is loaded. */
  readonly currency: () => string | null | undefined;
  readonly apply: (spec: NotebookSpec) => Promise<void>;
  readonly fail: (error: unknown) => void;
}

/** Views that leave as a link or a file, and views that arrive: these are shown before they change anything. */
export class Sharing {
  readonly #host: SharingHost;
  #offered = $state.raw<NotebookSpec | null>(null);
  /** A link that could not be put on the clipboard, to be copied by hand. */
  #byHand = $state<string | null>(null);

  constructor(host: SharingHost) {
    this.#host = host;
  }

  get offered(): NotebookSpec | null {
    return this.#offered;
  }

  get byHand(): string | null {
    return this.#byHand;
  }

  /**
   * The address of this view, without any row, name or file name.
   * @throws TenureError `link_too_large`
   */
  async link(): Promise<string> {
    return location.origin + location.pathname + (await packLink(this.#spec()));
  }

  async copy(): Promise<void> {
    try {
      const link = await this.link();
      try {
        await navigator.clipboard.writeText(link);
        this.#host.toasts.say(() => m.notebook_link_copied());
      } catch {
        this.#byHand = link;
      }
    } catch (error) {
      this.#host.fail(error);
    }
  }

  closeByHand(): void {
    this.#byHand = null;
  }

  /** Reads a view from the address and offers it. Fragments that are no links are left alone. */
  async readAddress(): Promise<void> {
    const { hash } = location;
    if (!isLink(hash)) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    try {
      this.#offered = await readLink(hash);
    } catch (error) {
      this.#host.fail(error);
    }
  }

  exportFile(): void {
    const content = new Blob([`${JSON.stringify(this.#spec(), null, 2)}\n`], { type: 'application/json' });
    saveFile(content, 'tenure-notebook.json');
  }

  /** Offers the view in a notebook file. */
  async importFile(file: File): Promise<void> {
    try {
      if (file.size > maximumFile) throw new TenureError('notebook_unreadable');
      this.#offered = readSpec(await file.text());
    } catch (error) {
      const newer = error instanceof TenureError && error.code === 'link_newer';
      this.#host.fail(
        new TenureError(newer ? 'notebook_newer' : 'notebook_unreadable', { file: file.name }, String(error)),
      );
    }
  }

  decline(): void {
    this.#offered = null;
  }

  async accept(): Promise<void> {
    const spec = this.#offered;
    this.#offered = null;
    if (spec) await this.#host.apply(spec);
  }

  #spec(): NotebookSpec {
    return this.#host.notebook.shared(getLocale(), this.#host.currency());
  }
}

const maximumFile = 1_000_000;
