/** Where the sample shop's customers come from, and how good each source is. */
export interface Channel {
  readonly name: string;
  /** Share of new customers. */
  readonly share: number;
  /** Month of the shop's life in which it begins, from 0. */
  readonly opens: number;
  /** Purchase rates: Gamma(r, alpha) per week. */
  readonly r: number;
  readonly alpha: number;
  /** Dropout after a repeat purchase: Beta(a, b). */
  readonly a: number;
  readonly b: number;
  /** Mean spend against the shop's. */
  readonly spend: number;
  /** Cost of one new customer, in cents, and its growth over a year. */
  readonly acquisitionCost: number;
  readonly costGrowth: number;
  /** Share of first orders with the welcome coupon. */
  readonly welcome: number;
}

export const channels: readonly Channel[] = [
  {
    name: 'organic',
    share: 28,
    opens: 0,
    r: 1.1,
    alpha: 9,
    a: 0.7,
    b: 3.4,
    spend: 1.08,
    acquisitionCost: 320,
    costGrowth: 0,
    welcome: 0.1,
  },
  {
    name: 'email',
    share: 9,
    opens: 0,
    r: 1.3,
    alpha: 8,
    a: 0.6,
    b: 3.6,
    spend: 1.15,
    acquisitionCost: 210,
    costGrowth: 0,
    welcome: 0.35,
  },
  {
    name: 'paid social',
    share: 26,
    opens: 0,
    r: 0.75,
    alpha: 11,
    a: 1.0,
    b: 2.3,
    spend: 0.9,
    acquisitionCost: 1850,
    costGrowth: 0.45,
    welcome: 0.55,
  },
  {
    name: 'paid search',
    share: 18,
    opens: 0,
    r: 0.9,
    alpha: 9.5,
    a: 0.8,
    b: 2.9,
    spend: 1.02,
    acquisitionCost: 1640,
    costGrowth: 0.12,
    welcome: 0.2,
  },
  {
    name: 'affiliate',
    share: 8,
    opens: 3,
    r: 0.7,
    alpha: 12,
    a: 1.1,
    b: 2.0,
    spend: 0.86,
    acquisitionCost: 1120,
    costGrowth: 0.05,
    welcome: 0.8,
  },
  {
    name: 'marketplace',
    share: 13,
    opens: 8,
    r: 0.55,
    alpha: 13,
    a: 1.2,
    b: 1.9,
    spend: 0.95,
    acquisitionCost: 780,
    costGrowth: 0.1,
    welcome: 0,
  },
];

export const countries = [
  { code: 'ES', share: 55, vat: 21, shipping: 490 },
  { code: 'IT', share: 28, vat: 22, shipping: 590 },
  { code: 'PT', share: 17, vat: 23, shipping: 550 },
] as const;
export type Country = (typeof countries)[number];
