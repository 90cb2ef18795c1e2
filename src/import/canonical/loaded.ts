import type { Check } from './project';
import type { RowColumn } from './row-columns';
import type { OrderProfile, SideProfile } from '../profiles/profile';
import type { Mapping, StagedFile } from '../types';

/** A file of orders whose rows are typed in `imported.f<fileId>` and grouped in `imported.g<fileId>`. */
export interface OrderFile {
  readonly content: 'orders';
  readonly file: StagedFile;
  readonly profile: OrderProfile;
  readonly mapping: Mapping;
  readonly columns: readonly RowColumn[];
  readonly checks: readonly Check[];
  /** Files of one source hold the same columns of the same platform: the same order in a later one is an update. */
  readonly source: string;
  readonly rows: number;
}

/** A file that adds to the orders, loaded into a table of its own. */
export interface SideFile {
  readonly content: SideProfile['content'];
  readonly file: StagedFile;
  readonly profileId: string;
  readonly kept: number;
}

export type LoadedFile = OrderFile | SideFile;

export const profileIdOf = (loaded: LoadedFile): string =>
  loaded.content === 'orders' ? loaded.mapping.profile : loaded.profileId;

export const isOrderFile = (loaded: LoadedFile): loaded is OrderFile => loaded.content === 'orders';
