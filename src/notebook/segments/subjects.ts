/** What a condition can be about, as the builder offers it. */
import { m } from '../../i18n/locale.svelte';
import { messageFor } from '../../i18n/lookup';
import { testOf } from '../../segments/own/compile';
import type { Condition } from '../../segments/own/definition';
import { summaryColumns, type SummaryColumn } from '../../summary/columns';

export interface Subject {
  /** Differs from that of every other subject. */
  readonly id: string;
  readonly label: string;
  /** A condition about it that is still to be filled in. */
  readonly make: () => Condition;
}

export interface SubjectGroup {
  readonly label: string;
  readonly subjects: readonly Subject[];
}

export interface Offer {
  /** Segments that may be asked for, by id. */
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  /** Columns of the files that have no role. */
  readonly attributes: readonly string[];
}

const open = { type: 'one_of' as const, values: [] };
const isScore = ({ name }: SummaryColumn): boolean => /_(?:quintile|tercile|band)$/.test(name);

export const firstCondition = (): Condition => ({ type: 'number', column: 'orders', bounds: { least: 2 } });

export function subjectGroups({ segments, attributes }: Offer): readonly SubjectGroup[] {
  const columns = summaryColumns.filter(({ of }) => of === 'customer');
  const groups: readonly SubjectGroup[] = [
    {
      label: m.builder_subject_customer(),
      subjects: columns.filter((column) => !isScore(column)).map(columnSubject),
    },
    {
      label: m.builder_subject_orders(),
      subjects: (['count', 'sum', 'average'] as const).map((measure) =>
        subject(
          { type: 'orders', measure, bounds: {}, where: {} },
          messageFor('builder_subject_orders', measure),
        ),
      ),
    },
    {
      label: m.builder_subject_products(),
      subjects: [
        subject({ type: 'bought', by: 'product', match: open }, m.builder_subject_bought()),
        ...(['quantity', 'spend'] as const).map((measure) =>
          subject(
            { type: 'products', measure, by: 'product', match: open, bounds: {} },
            messageFor('builder_subject', measure),
          ),
        ),
      ],
    },
    {
      label: m.builder_subject_segments(),
      subjects: segments.map(({ id, name }) => subject({ type: 'segment', segment: id }, name)),
    },
    { label: m.builder_subject_scores(), subjects: columns.filter(isScore).map(columnSubject) },
    {
      label: m.builder_subject_attributes(),
      subjects: attributes.map((name) => subject({ type: 'attribute', name, match: open }, name)),
    },
  ];
  return groups.filter(({ subjects }) => subjects.length > 0);
}

/** The subject of a condition. */
export function subjectOf(condition: Condition): string {
  switch (condition.type) {
    case 'number':
    case 'date':
    case 'text':
    case 'flag':
      return `column ${condition.column}`;
    case 'segment':
      return `segment ${condition.segment}`;
    case 'orders':
    case 'products':
      return `${condition.type} ${condition.measure}`;
    case 'bought':
      return 'bought';
    case 'attribute':
      return `attribute ${condition.name}`;
  }
}

const subject = (condition: Condition, label: string): Subject => ({
  id: subjectOf(condition),
  label,
  make: () => condition,
});

function columnSubject({ name, kind, label }: SummaryColumn): Subject {
  switch (testOf(kind)) {
    case 'number':
      return subject({ type: 'number', column: name, bounds: {} }, label());
    case 'date':
      return subject({ type: 'date', column: name, period: { days: 90 } }, label());
    case 'text':
      return subject({ type: 'text', column: name, match: open }, label());
    case 'flag':
      return subject({ type: 'flag', column: name }, label());
  }
}
