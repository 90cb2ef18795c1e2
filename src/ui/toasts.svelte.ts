export interface Toast {
  readonly id: number;
  /** Called when drawn, so that the language can change while it stands. */
  readonly text: () => string;
  readonly action?: { readonly label: () => string; readonly run: () => void };
}

const lifetime = 6_000;

/** Short notices at the foot of the page. Those with an action stay until answered. */
export class Toasts {
  #list = $state.raw<readonly Toast[]>([]);
  #next = 1;

  get list(): readonly Toast[] {
    return this.#list;
  }

  say(text: () => string, action?: Toast['action']): void {
    const id = this.#next++;
    this.#list = [...this.#list, { id, text, ...(action && { action }) }];
    if (!action) setTimeout(() => this.dismiss(id), lifetime);
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }
}
