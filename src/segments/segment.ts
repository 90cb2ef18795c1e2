import type { SummaryNeed } from '../summary/columns';
import type { SummarySegment } from '../summary/build';

/** What a number counts, for its label, its field and its sentence. */
export type ParameterUnit = 'days' | 'orders' | 'percent' | 'times' | 'score' | 'carts' | 'clusters';

/** A number of a definition that people may change. */
export interface Parameter {
  /** As the definition's SQL says it: `$name`. */
  readonly name: string;
  readonly unit: ParameterUnit;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** null only where it may be open. */
  readonly preset: number | null;
  /** It may be left open: it then sets no limit, or the shop's own. */
  readonly open?: true;
}

/** A number that follows from the shop, so that a definition can say it. */
export interface Threshold {
  readonly unit: 'money' | 'days' | 'rate';
  /** A scalar subquery over `derived.customer_base` and `derived.shop_facts`, the same that stands in the condition. */
  readonly sql: string;
}

/** The numbers in force by parameter; null where one is left open. */
export type Values = Readonly<Record<string, number | null>>;

/** A segment as it is written down. Its words are the messages `segments_name_<id>`, `segments_meaning_<id>`, ... */
export interface SegmentDefinition {
  readonly id: string;
  /** Under which its parameters are kept, where several definitions share them; its own id, when absent. */
  readonly shares?: string;
  readonly parameters: readonly Parameter[];
  readonly thresholds: Readonly<Record<string, Threshold>>;
  /** Over the columns of the customer summary, with `$parameter`s; NULL for a customer who can be told neither in nor out. */
  readonly condition: string;
  /** What the files must hold; without it nobody can be classified. */
  readonly needs?: SummaryNeed;
  /** Whether a customer may be left unclassified. */
  readonly partial?: boolean;
}

/** Writes numbers in the notebook's way. */
export interface NumberWriter {
  money(value: number | null): string;
  integer(value: number | null): string;
  number(value: number | null, digits?: number): string;
  percent(value: number | null, digits?: number): string;
}

/** A segment in force: a column of the customer summary, and all that is said of it. */
export interface Segment extends SummarySegment {
  /** Under which its parameters are kept. Segments of one family share them. */
  readonly definition: string;
  readonly parameters: readonly Parameter[];
  readonly values: Values;
  readonly needs: SummaryNeed | null;
  readonly name: () => string;
  /** One sentence with its numbers. */
  readonly meaning: (write: NumberWriter) => string;
  /** One thing to do, and why. */
  readonly action: () => string;
  readonly reason: () => string;
  /** Why a customer may be unclassified; null where nobody can be. */
  readonly unclassified: (write: NumberWriter) => string | null;
  /** How a family was parted into its classes; null for a segment of its own. */
  readonly family: ((write: NumberWriter) => string) | null;
}
