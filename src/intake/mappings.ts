import type { Mapping } from '../import/types';

/** Where mappings are kept between visits, by header set. */
export interface MappingMemory {
  get(key: string): Promise<Mapping | undefined>;
  set(key: string, mapping: Mapping): Promise<void>;
  forget(key: string): Promise<void>;
}

/** A header set's name: 16 hexadecimal digits of the SHA-256 of its column names, in order. */
export async function headerKey(columns: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(columns.join('\u001f'));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether a remembered mapping can be laid over a file with so many columns. */
export const fits = (mapping: Mapping, columns: number): boolean =>
  Object.values(mapping.roles).every((index) => index < columns);
