import type { Audience } from '../export/audience';
import type { Clause } from '../filter/clause';
import { filterSql } from '../filter/sql';
import { m } from '../i18n/locale.svelte';
import type { Segment } from '../segments/segment';
import { segmentColumn } from '../summary/build';

/** Whom an export may hold: those under the filter, if there is one, all customers, or a segment. */
export function audiencesOf(segments: readonly Segment[], clauses: readonly Clause[]): readonly Audience[] {
  const filter = filterSql(clauses);
  return [
    ...(filter === null ? [] : [{ id: 'filter', label: m.export_audience_filter(), condition: filter }]),
    { id: 'all', label: m.export_audience_all(), condition: null },
    ...segments.map(({ id, name }) => ({
      id: `segment ${id}`,
      label: m.export_audience_segment({ segment: name() }),
      condition: segmentColumn(id),
    })),
  ];
}
