import { openDB, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import type { Mapping } from '../import/types';
import type { MappingMemory } from '../intake/mappings';
import { mappingSchema, specSchema, type NotebookSpec } from './spec';

const current = 'current';
let opened: Promise<IDBPDatabase> | undefined;

const database = () =>
  (opened ??= openDB('tenure', 1, {
    upgrade(db) {
      db.createObjectStore('documents');
      db.createObjectStore('mappings');
    },
  }));

// Private windows and full disks refuse storage. The notebook then lives as long as the tab, which is no fault.
async function orElse<T>(action: () => Promise<T>, fallback: T): Promise<T> {
  try {
    return await action();
  } catch {
    return fallback;
  }
}

/** The document of the last visit; null on the first one, or when an old one can no longer be read. */
export const loadDocument = (): Promise<NotebookSpec | null> =>
  orElse(async () => {
    const result = v.safeParse(specSchema, await (await database()).get('documents', current));
    return result.success ? result.output : null;
  }, null);

export const saveDocument = (spec: NotebookSpec): Promise<void> =>
  orElse(async () => {
    await (await database()).put('documents', spec, current);
  }, undefined);

export const storedMappings: MappingMemory = {
  get: (key) =>
    orElse(async () => {
      const result = v.safeParse(mappingSchema, await (await database()).get('mappings', key));
      return result.success ? (result.output as Mapping) : undefined;
    }, undefined),
  set: (key, mapping) =>
    orElse(async () => {
      await (await database()).put('mappings', mapping, key);
    }, undefined),
  forget: (key) =>
    orElse(async () => {
      await (await database()).delete('mappings', key);
    }, undefined),
};
