import type { DateOrder, Mapping, Proposal, Role } from '../import/types';

const amountRoles: readonly Role[] = ['order_total', 'order_subtotal', 'line_total', 'unit_price'];

/** The mapping screen's choices: one role per column, one column per role. */
export class MappingForm {
  readonly columns: readonly string[];
  readonly #proposal: Proposal;
  #roles = $state.raw<Readonly<Partial<Record<Role, number>>>>({});
  grain = $state<Mapping['grain']>('order');
  orderAmounts = $state<Mapping['orderAmounts']>('first-row');
  decimal = $state<Mapping['decimal']>('.');
  dateOrder = $state<DateOrder>('ymd');

  constructor(proposal: Proposal) {
    const { mapping, file } = proposal;
    this.#proposal = proposal;
    this.columns = file.reading.columns;
    this.#roles = mapping.roles;
    this.grain = mapping.grain;
    this.orderAmounts = mapping.orderAmounts;
    this.decimal = mapping.decimal;
    this.dateOrder = mapping.dateOrder;
  }

  get mapping(): Mapping {
    return {
      profile: this.#proposal.mapping.profile,
      roles: this.#roles,
      grain: this.grain,
      orderAmounts: this.orderAmounts,
      decimal: this.decimal,
      dateOrder: this.dateOrder,
    };
  }

  /** The column's role, or null when it is left out. */
  roleOf(column: number): Role | null {
    return this.#entries().find(([, index]) => index === column)?.[0] ?? null;
  }

  /** Gives a column a role, and takes it from the column that had it. */
  setRole(column: number, role: Role | null): void {
    const others = this.#entries().filter(([name, index]) => index !== column && name !== role);
    const own: [Role, number][] = role === null ? [] : [[role, column]];
    this.#roles = Object.fromEntries([...others, ...own]);
  }

  /** How sure the guess for a column is, 0 to 1; null when it was not guessed, or was changed. */
  confidence(column: number): number | null {
    const role = this.roleOf(column);
    if (role === null || this.#proposal.mapping.roles[role] !== column) return null;
    return this.#proposal.confidence[role] ?? null;
  }

  /** What must still be named before the file can become orders. */
  get missing(): readonly ('date' | 'amount' | 'customer')[] {
    const has = (...names: Role[]) => names.some((name) => this.#roles[name] !== undefined);
    return [
      ...(has('ordered_at') ? [] : (['date'] as const)),
      ...(has(...amountRoles) ? [] : (['amount'] as const)),
      ...(has('customer_id', 'email') ? [] : (['customer'] as const)),
    ];
  }

  #entries(): [Role, number][] {
    return Object.entries(this.#roles) as [Role, number][];
  }
}
