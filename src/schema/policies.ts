import * as v from 'valibot';

/**
 * How doubtful rows count. Each is a choice the user sees, can switch, and whose effect on the totals is shown.
 * A platform profile may set other defaults (CDNOW keeps its zero-dollar orders, as its literature does).
 */
export const policiesSchema = v.strictObject({
  /** Cancelled and voided orders, and cancellation invoices: leave them out, or net them against the orders they cancel. */
  cancelled: v.optional(v.picklist(['exclude', 'net']), 'exclude'),
  /** Orders whose total is zero or less. */
  worthless: v.optional(v.picklist(['exclude', 'keep']), 'exclude'),
  /** Orders without any customer id or e-mail: keep them with a NULL customer, or leave them out. */
  anonymous: v.optional(v.picklist(['keep', 'exclude']), 'keep'),
  /** Orders not (yet) paid. Cash on delivery stays pending for ever in some shops, so they are kept by default. */
  unpaid: v.optional(v.picklist(['keep', 'exclude']), 'keep'),
  /** Refunds that an order row carries: subtract them on the order's date, or leave the order whole. */
  refunds: v.optional(v.picklist(['subtract', 'ignore']), 'subtract'),
  tax: v.optional(v.picklist(['exclude', 'include']), 'exclude'),
  shipping: v.optional(v.picklist(['exclude', 'include']), 'exclude'),
});

export type Policies = v.InferOutput<typeof policiesSchema>;
export type PolicyName = keyof Policies;
export const defaultPolicies: Policies = v.parse(policiesSchema, {});
