import * as v from 'valibot';
import { clauseSchema, type Clause } from '../filter/clause';
import type { Mapping, Role } from '../import/types';
import { roles } from '../import/types';
import { policiesSchema } from '../schema/policies';
import { ownSegmentsSchema, type OwnSegment } from '../segments/own/definition';
import { segmentSettingsSchema, type SegmentSettings } from '../segments/settings';

/**
 * The notebook's document: what is saved, exported and packed in links. It holds definitions, never rows,
 * and nothing in it can hold a name: texts are identifiers, codes or dates.
 */
export const specVersion = 1;

const identifier = v.pipe(v.string(), v.regex(/^[A-Za-z][\w-]{0,39}$/));
const columnIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999));

const roleEntries = Object.fromEntries(roles.map((role) => [role, v.optional(columnIndex)])) as Record<
  Role,
  v.OptionalSchema<typeof columnIndex, undefined>
>;

/** A mapping that comes from outside: a link, a file, or an earlier version's storage. */
export const mappingSchema = v.strictObject({
  profile: identifier,
  roles: v.strictObject(roleEntries),
  grain: v.picklist(['order', 'line']),
  orderAmounts: v.picklist(['first-row', 'every-row']),
  decimal: v.picklist(['.', ',']),
  dateOrder: v.picklist(['ymd', 'dmy', 'mdy']),
});

// Null leaves a parameter to be derived from the data.
const paramValue = v.nullable(
  v.union([v.pipe(v.string(), v.regex(/^[\w.:-]{0,40}$/)), v.number(), v.boolean()]),
);

export const paramsSchema = v.record(identifier, paramValue);

const cellSchema = v.strictObject({
  kind: identifier,
  params: v.optional(paramsSchema),
});

export const specSchema = v.strictObject({
  version: v.optional(v.literal(specVersion)),
  locale: v.optional(v.picklist(['en', 'es', 'it'])),
  /** ISO code; null selects orders that name no currency. */
  currency: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)))),
  /** `2011-12-09`: the right edge of what was observed, when the user set another than the last order. */
  asOf: v.optional(v.pipe(v.string(), v.isoDate())),
  policies: v.optional(v.partial(policiesSchema)),
  filters: v.optional(v.pipe(v.array(clauseSchema), v.maxLength(50))),
  /** Changed numbers of the segments' definitions. */
  segments: v.optional(segmentSettingsSchema),
  /** Segments that people defined. */
  ownSegments: v.optional(ownSegmentsSchema),
  cells: v.optional(v.pipe(v.array(cellSchema), v.maxLength(100))),
  /** How files are read, by the key of their header set (see `headerKey`). */
  mappings: v.optional(v.record(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)), mappingSchema)),
});

export type NotebookSpec = v.InferOutput<typeof specSchema>;
type Params = v.InferOutput<typeof paramsSchema>;
export type Mappings = Readonly<Record<string, Mapping>>;

/** A document with the defaults filled. */
export interface NotebookDocument {
  readonly locale: NotebookSpec['locale'];
  readonly currency: string | null | undefined;
  readonly asOf: string | undefined;
  readonly policies: NonNullable<NotebookSpec['policies']>;
  readonly filters: readonly Clause[];
  readonly segments: SegmentSettings;
  readonly ownSegments: readonly OwnSegment[];
  readonly cells: readonly { readonly kind: string; readonly params: Params }[];
  readonly mappings: Mappings;
}

/** The report that a new visitor reads, in order. */
export const defaultCells = [
  'loaded',
  'key-figures',
  'explore',
  'clv',
  'cohorts',
  'forecast',
  'alive',
  'accuracy',
  'uncertainty',
  'rfm',
  'segments',
  'segment-value',
  'tiers',
  'movement',
  'customers',
] as const;

export function toNotebook(spec: NotebookSpec): NotebookDocument {
  const cells: NonNullable<NotebookSpec['cells']> = spec.cells ?? defaultCells.map((kind) => ({ kind }));
  return {
    locale: spec.locale,
    currency: spec.currency,
    asOf: spec.asOf,
    policies: spec.policies ?? {},
    filters: spec.filters ?? [],
    segments: spec.segments ?? {},
    ownSegments: spec.ownSegments ?? [],
    cells: cells.map(({ kind, params = {} }) => ({ kind, params })),
    mappings: (spec.mappings ?? {}) as Mappings,
  };
}
