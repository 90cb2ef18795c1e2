import * as v from 'valibot';
import { cells } from '../cells';
import { clauseText } from '../cells/clause-words';
import { createFormatter } from '../cells/formatter';
import type { AnyCell, CellContext, Params } from '../cells/kind';
import { messageFor } from '../i18n/lookup';
import { getLocale, m } from '../i18n/locale.svelte';
import { formatNumber } from '../i18n/numbers';
import { parametersOf } from '../segments/definitions';
import { ownSegments } from '../segments/own/segments';
import { toNotebook, type NotebookSpec } from './spec';

export const cellOf = (kind: string): AnyCell | undefined => cells.find((cell) => cell.kind === kind);

export const titleOf = (kind: string): string => cellOf(kind)?.title() ?? m.notebook_unknown_cell({ kind });

// A view is described before there is data: as if all that its parameters could ask for were there.
const anyData: CellContext = {
  scope: { currency: null, filter: null },
  dataset: '',
  revision: 0,
  asOf: new Date(0),
  from: new Date(0),
  hasCosts: true,
  dimensions: ['country', 'channel', 'product', 'coupon'],
  segments: [],
  outlook: null,
};

/** The cells of a document with the parameters that it sets, as people read them. */
export function describeCells(spec: NotebookSpec): { title: string; params: string[] }[] {
  return toNotebook(spec).cells.map(({ kind, params }) => {
    const cell = cellOf(kind);
    return { title: titleOf(kind), params: cell ? describeParams(cell, params) : [] };
  });
}

function describeParams(cell: AnyCell, given: Params): string[] {
  const parsed = v.safeParse(cell.params, given);
  if (!parsed.success) return [];
  return cell.controls
    .filter(({ name, when }) => name in given && when?.(parsed.output, anyData) !== false)
    .map((control) => {
      const value = parsed.output[control.name];
      return m.notebook_rule({ name: control.label(), choice: describeValue(control, value, parsed.output) });
    });
}

function describeValue(control: AnyCell['controls'][number], value: unknown, params: Params): string {
  if (value === null || value === undefined) return m.cells_automatic();
  if (control.type === 'choice') {
    const options = control.options(params, anyData);
    return options.find((option) => option.value === value)?.label ?? String(value);
  }
  return `${formatNumber(Number(value))} ${control.unit()}`;
}

/** The changed numbers of a document's segments, as people read them. */
export const describeSegments = ({ segments = {} }: NotebookSpec): string[] =>
  Object.entries(segments).flatMap(([id, values = {}]) =>
    (parametersOf[id] ?? []).flatMap(({ name, unit }) => {
      const value = values[name];
      if (value === undefined) return [];
      const label = `${messageFor('segments_name', id)}: ${messageFor('segments_parameter', name)}`;
      const number = value === null ? m.segment_cell_open() : formatNumber(value);
      return [m.notebook_rule({ name: label, choice: `${number} ${messageFor('segments_unit', unit)}` })];
    }),
  );

/** The policies that a document sets, as people read them. */
export const describePolicies = (spec: NotebookSpec): string[] =>
  Object.entries(spec.policies ?? {}).flatMap(([name, choice]) =>
    choice === undefined
      ? []
      : [
          m.notebook_rule({
            name: messageFor('policies', name),
            choice: messageFor(`policies_${name}`, choice),
          }),
        ],
  );

/** The filters of a document, as people read them. */
export function describeFilters({
  filters = [],
  currency = null,
  ownSegments: own = [],
}: NotebookSpec): string[] {
  const format = createFormatter(getLocale(), currency);
  return filters.map((clause) => clauseText(clause, format, ownSegments([], own)));
}

/** The segments that a document brings along, each with its sentence. */
export function describeOwnSegments({ currency = null, ownSegments: own = [] }: NotebookSpec): string[] {
  const format = createFormatter(getLocale(), currency);
  return ownSegments([], own).map(({ name, meaning }) =>
    m.notebook_rule({ name: name(), choice: meaning(format) }),
  );
}
