/** The contracts between the parts of the import: reading -> staging -> mapping -> canonical tables. */
import type { PlainError } from '../schema/errors';
import type { Policies, PolicyName } from '../schema/policies';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1';
/** A run of one or more spaces is written `' +'`. */
export type Delimiter = ',' | ';' | '\t' | '|' | ' +';

export interface Dialect {
  readonly delimiter: Delimiter;
  readonly quote: '"' | "'" | '';
  /** The character before a quote inside a quoted cell: the quote itself, or a backslash. */
  readonly escape: '"' | "'" | '\\' | '';
}

/** What the reader makes of a file before any mapping. All text. */
export interface FileReading {
  readonly name: string;
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  /** Physical lines above the data that are not data: preamble and header. */
  readonly headerLines: number;
  /** Whether the file names its columns; if not, `columns` are `column 1`, `column 2`, ... */
  readonly hasHeader: boolean;
  /** As in the file, trimmed; blanks become `column 3`, repeats get ` (2)`. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Data records in the file, the rejected ones included; blank lines are none. */
  readonly records: number;
  /** All of them when all rows were asked for, else the first thousand. */
  readonly rejected: readonly RejectedLine[];
  /** Which of the two readers took the file. */
  readonly reader: 'fast' | 'tolerant';
}

export interface RejectedLine {
  /** Physical line in the file, from 1. */
  readonly line: number;
  readonly reason: 'blank' | 'too_many_cells' | 'too_few_cells' | 'unreadable';
  readonly column: string | null;
  readonly original: string;
}

/**
 * A file as rows of text in the table `staging.f<fileId>`: `line BIGINT` (physical line, from 1) and
 * `c0 VARCHAR`, `c1 VARCHAR`, ... in the order of `reading.columns`. An empty cell is NULL.
 * Its rejected records are in `staging.f<fileId>_rejects (line, reason, column_name, original)`.
 */
export interface StagedFile {
  readonly fileId: number;
  /** Of the file as it was dropped. */
  readonly bytes: number;
  /** Of the file's content: of what a `.gz` holds, so that one export is known in both forms. */
  readonly sha256: string;
  /** `rows` holds the first ten. */
  readonly reading: FileReading;
}

/** Columns of money or of counts. */
export const amountRoles = [
  'quantity',
  'unit_price',
  'unit_cost',
  'line_discount',
  'line_total',
  'order_subtotal',
  'order_discount',
  'order_shipping',
  'order_tax',
  'order_total',
  'order_refund',
] as const;

/** What a column means. Those without a role are read by `order_attributes`. */
export const roles = [
  'order_id',
  'customer_id',
  'email',
  'ordered_at',
  'status',
  'currency',
  'product_id',
  'product_name',
  'category',
  ...amountRoles,
  'cancelled_at',
  'country',
  'channel',
  'coupon',
] as const;
export type Role = (typeof roles)[number];

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** How one file becomes canonical rows. Made by a profile, or by the user on the mapping screen. Serialisable: it is remembered per header set and goes into links. */
export interface Mapping {
  /** The profile's id: `shopify`, `woocommerce-advanced`, `online-retail`, `cdnow`, `generic`. */
  readonly profile: string;
  /** Column index by role. A role absent from the file is absent here. */
  readonly roles: Readonly<Partial<Record<Role, number>>>;
  /** One row per order, or per order line. */
  readonly grain: 'order' | 'line';
  /** Where the order's own amounts stand when the grain is `line`. */
  readonly orderAmounts: 'first-row' | 'every-row';
  readonly decimal: '.' | ',';
  readonly dateOrder: DateOrder;
}

/** What cannot be told from the file alone. */
export type Question =
  /** Columns have no platform's names: confirm the mapping. */
  | { readonly kind: 'columns' }
  /** Every date of the column reads both ways. */
  | { readonly kind: 'date-order'; readonly example: string };

export interface Proposal {
  readonly file: StagedFile;
  readonly mapping: Mapping;
  /** 0 to 1, by role, for roles that were guessed. */
  readonly confidence: Readonly<Partial<Record<Role, number>>>;
  /** Empty when the file can be imported as it is. */
  readonly questions: readonly Question[];
  /** Policies that this profile sets otherwise than the house. */
  readonly policies: Partial<Policies>;
  /** Side files (product costs, acquisition spend, survey scores, abandoned carts) need no mapping. */
  readonly content: 'orders' | 'product_costs' | 'acquisition_spend' | 'survey_responses' | 'carts';
}

export interface MappingPreview {
  readonly rows: number;
  readonly orders: number;
  readonly customers: number;
  readonly net: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly unreadableDates: number;
  readonly unreadableAmounts: number;
}

export type Outcome = 'kept' | 'merged' | 'netted' | 'excluded' | 'rejected';

export interface OutcomeCount {
  readonly outcome: Outcome;
  /** Absent for `kept`. */
  readonly reason?: string;
  readonly rows: number;
}

export interface FileReport {
  readonly fileId: number;
  readonly name: string;
  readonly profile: string;
  readonly rows: number;
  readonly outcomes: readonly OutcomeCount[];
}

export interface BridgeStep {
  readonly currency: string | null;
  readonly step: string;
  readonly rows: number | null;
  readonly orders: number | null;
  /** In the currency's units, 4 decimals. */
  readonly amount: number;
}

export interface ImportReport {
  readonly files: readonly FileReport[];
  readonly rows: number;
  readonly orders: number;
  /** Orders without a customer. */
  readonly anonymousOrders: number;
  readonly customers: number;
  readonly currencies: readonly (string | null)[];
  /** First and last order, ISO wall clock. */
  readonly from: string;
  readonly to: string;
  readonly outcomes: readonly OutcomeCount[];
  readonly bridge: readonly BridgeStep[];
  readonly policies: Policies;
  readonly hasCosts: boolean;
  readonly attributes: AttributeReport;
}

/** What the order files say beside what their columns' roles tell. */
export interface AttributeReport {
  /** Columns without a role, as the files name them; none that says who somebody is. */
  readonly names: readonly string[];
  /** Files too large for their text to be kept: theirs are not among the names. */
  readonly dropped: readonly string[];
}

/** What a policy's other choice would make of the totals. */
export interface PolicyEffect {
  readonly policy: PolicyName;
  readonly choice: string;
  readonly orders: number;
  readonly customers: number;
  /** By currency; the sums of `orders.net` and of refunds that have no order in the files. */
  readonly net: readonly { readonly currency: string | null; readonly amount: number }[];
}

export interface Progress {
  readonly phase: 'reading' | 'loading' | 'mapping' | 'building';
  readonly file: string;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

export type OnProgress = (progress: Progress) => void;

/** What became of each dropped file. One that failed never harms the others, nor what was loaded before. */
export type StageResult =
  | { readonly ok: true; readonly proposal: Proposal }
  | { readonly ok: false; readonly file: string; readonly error: PlainError };
