import type { CellContext } from '../cells/kind';
import { wallClock } from '../i18n/numbers';
import type { ImportReport } from '../import/types';
import type { Notebook } from './notebook.svelte';

/** What is known of the data before its summary is made. */
export type DataContext = Omit<CellContext, 'segments' | 'outlook'>;

/** What the cells may know: the report on the files, as the document looks at it. */
export function makeContext(
  report: ImportReport,
  { currency, asOf }: Pick<Notebook, 'currency' | 'asOf'>,
  rest: Pick<CellContext, 'dataset' | 'revision' | 'dimensions'>,
): DataContext {
  const known = currency !== undefined && report.currencies.includes(currency);
  return {
    ...rest,
    scope: { currency: known ? currency : (report.currencies[0] ?? null), filter: null },
    asOf: asOf === undefined ? moment(report.to) : wallClock(`${asOf}T23:59:59`),
    from: moment(report.from),
    hasCosts: report.hasCosts,
  };
}

// Without orders there is no first and no last one; the cells then say that they are empty.
const moment = (iso: string): Date => (iso === '' ? new Date(0) : wallClock(iso));
