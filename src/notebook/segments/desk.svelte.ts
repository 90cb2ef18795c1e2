import { m } from '../../i18n/locale.svelte';
import {
  conditionsOf,
  longestName,
  mostOwnSegments,
  nextId,
  ownId,
  type Group,
  type OwnSegment,
} from '../../segments/own/definition';
import type { Notebook } from '../notebook.svelte';
import { firstCondition } from './subjects';

export type Task =
  | { readonly type: 'build'; readonly title: string; readonly segment: OwnSegment }
  | { readonly type: 'delete'; readonly segment: OwnSegment };

/** What is being done to the notebook's own segments: at most one dialog is open. */
export class SegmentDesk {
  #task = $state.raw<Task | null>(null);

  constructor(private readonly notebook: () => Notebook) {}

  get task(): Task | null {
    return this.#task;
  }

  get isFull(): boolean {
    return this.#all.length >= mostOwnSegments;
  }

  create(): void {
    const group: Group = { type: 'group', join: 'all', items: [firstCondition()] };
    this.#build(m.builder_new(), { id: nextId(this.#all), name: '', group });
  }

  /** @param segmentId as the segments' list has it: `own_1` */
  edit(segmentId: string): void {
    const segment = this.#find(segmentId);
    if (segment) this.#build(m.builder_edit_of({ segment: segment.name }), segment);
  }

  duplicate(segmentId: string): void {
    const segment = this.#find(segmentId);
    if (!segment) return;
    const name = m.builder_copy_of({ segment: segment.name }).slice(0, longestName);
    this.#build(m.builder_new(), { ...segment, id: nextId(this.#all), name });
  }

  remove(segmentId: string): void {
    const segment = this.#find(segmentId);
    if (segment) this.#task = { type: 'delete', segment };
  }

  /** The names of the own segments that ask for one. */
  namedBy({ id }: OwnSegment): readonly string[] {
    return this.#all
      .filter(({ group }) =>
        conditionsOf(group).some((one) => one.type === 'segment' && one.segment === ownId(id)),
      )
      .map(({ name }) => name);
  }

  save(segment: OwnSegment): void {
    this.notebook().keepOwnSegment(segment);
    this.#task = null;
  }

  confirmRemoval({ id }: OwnSegment): void {
    this.notebook().removeOwnSegment(id);
    this.#task = null;
  }

  close(): void {
    this.#task = null;
  }

  #build(title: string, segment: OwnSegment): void {
    this.#task = { type: 'build', title, segment };
  }

  #find(segmentId: string): OwnSegment | undefined {
    return this.#all.find(({ id }) => ownId(id) === segmentId);
  }

  get #all(): readonly OwnSegment[] {
    return this.notebook().ownSegments;
  }
}
