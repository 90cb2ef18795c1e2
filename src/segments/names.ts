import { isMessage, m } from '../i18n/locale.svelte';
import { messageFor } from '../i18n/lookup';

const cluster = /^segment_rate_cluster_(\d+)$/;

/** The name of the segment that a column of the customer summary tells; null for any other column. */
export function segmentLabel(column: string): string | null {
  const place = cluster.exec(column)?.[1];
  if (place !== undefined) return m.segments_name_rate_cluster_alone({ place });
  const [, id] = /^segment_(\w+)$/.exec(column) ?? [];
  return id !== undefined && isMessage(`segments_name_${id}`) ? messageFor('segments_name', id) : null;
}
