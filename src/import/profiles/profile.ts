import type { Policies } from '../../schema/policies';
import type { Mapping, Proposal, Role } from '../types';
import type { Aliases } from './headers';

/** Words of a status column, lower case, that mean something for the policies. Others are plain orders. */
export interface Statuses {
  readonly cancelled?: readonly string[];
  readonly unpaid?: readonly string[];
  /** Fully refunded, also where no refunded amount stands. */
  readonly refunded?: readonly string[];
}

/**
 * A file in which one platform's orders come. Recognised by the names of its columns, as a set: exports are
 * re-ordered, and gain and lose columns over the years.
 */
export interface OrderProfile {
  readonly content: 'orders';
  readonly id: string;
  /** For each entry the file has at least one of the names (normalised). Empty: never matched by names. */
  readonly signature: readonly (readonly string[])[];
  readonly columns: Aliases;
  /** `test`: one row per order unless order ids repeat. */
  readonly grain: Mapping['grain'] | 'test';
  /** `test`: decided for each file by looking whether order amounts repeat within an order. */
  readonly orderAmounts: Mapping['orderAmounts'] | 'test';
  /**
   * What the order's subtotal holds: goods before discounts, goods after them, or `unknown`: then the total decides,
   * order by order.
   */
  readonly subtotal: 'before-discount' | 'after-discount' | 'unknown';
  readonly statuses: Statuses;
  /** Order ids that begin so are not orders: they cancel lines of earlier ones. */
  readonly cancellationPrefix?: string;
  /** Columns (normalised names) that name the customer where its id and e-mail are blank, best first. */
  readonly customerFallback?: readonly string[];
  /** Columns (normalised names) whose amounts are added to that of a role: some files part a line's discount by its cause. */
  readonly added?: Readonly<Partial<Record<Role, readonly string[]>>>;
  /**
   * A column (normalised name) of what others than the shop took off, such as a manufacturer who pays the shop back. It
   * lowers no amount; where it is above zero the order used a coupon, called as the column is.
   */
  readonly couponAmount?: string;
  /** Without column names, the file is known by what its rows hold. Roles by column, or null. */
  readonly shape?: (rows: readonly (readonly (string | null)[])[]) => Partial<Record<Role, number>> | null;
  readonly policies?: Partial<Policies>;
}

/** A file that adds to the orders: no questions, only columns. */
export interface SideProfile {
  readonly content: Exclude<Proposal['content'], 'orders'>;
  readonly id: string;
  readonly signature: readonly (readonly string[])[];
  /** A file with one of these holds orders, whatever else it names. */
  readonly unless: readonly string[];
  /** Column (normalised names, best first) by the target's field. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export type Profile = OrderProfile | SideProfile;
