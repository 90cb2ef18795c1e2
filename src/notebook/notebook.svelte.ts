import * as v from 'valibot';
import { isShareable } from '../filter/clause';
import { CrossFilter } from '../filter/cross-filter.svelte';
import type { Mapping } from '../import/types';
import { fitRequestSchema, type FitRequest } from '../predict/request';
import { defaultPolicies, type Policies, type PolicyName } from '../schema/policies';
import type { Values } from '../segments/segment';
import { ownId, type OwnSegment } from '../segments/own/definition';
import { withValues, type SegmentSettings } from '../segments/settings';
import { segmentColumn } from '../summary/build';
import { specVersion, toNotebook, type Mappings, paramsSchema, type NotebookSpec } from './spec';

/** The open document: what to show and how to count. It knows nothing of the data. */
export class Notebook {
  readonly filter = new CrossFilter();
  #document = $state.raw(toNotebook({}));
  /** What the profiles of the loaded files set otherwise than the house; the user's own choice wins. */
  #profilePolicies = $state.raw<Partial<Policies>>({});

  get cells() {
    return this.#document.cells;
  }

  /** Index of the cell whose parameters the models are asked with; -1 without one. */
  get forecastCell(): number {
    return this.#document.cells.findIndex(({ kind }) => kind === 'forecast');
  }

  /** What the models are asked: the parameters of the first cell that foretells. */
  get forecast(): FitRequest {
    const asked = this.#document.cells[this.forecastCell]?.params ?? {};
    const parsed = v.safeParse(fitRequestSchema, asked);
    return parsed.success ? parsed.output : v.parse(fitRequestSchema, {});
  }

  get currency(): string | null | undefined {
    return this.#document.currency;
  }

  /** ISO date, or undefined for "until the last order". */
  get asOf(): string | undefined {
    return this.#document.asOf;
  }

  /** Changed numbers of the segments' definitions. */
  get segments(): SegmentSettings {
    return this.#document.segments;
  }

  /** Segments that people defined. */
  get ownSegments(): readonly OwnSegment[] {
    return this.#document.ownSegments;
  }

  /** How the files in view were read, by header set. */
  get mappings(): Mappings {
    return this.#document.mappings;
  }

  /** All policies in force. */
  get policies(): Policies {
    return { ...defaultPolicies, ...this.#profilePolicies, ...defined(this.#document.policies) };
  }

  /** Policies that the user, or a link, chose; these are shown as chips. */
  get chosenPolicies(): readonly PolicyName[] {
    const before: Policies = { ...defaultPolicies, ...this.#profilePolicies };
    const now = this.policies;
    return (Object.keys(now) as PolicyName[]).filter((name) => now[name] !== before[name]);
  }

  /** The document as it is saved between visits: choices only, so that another shop keeps its own defaults. */
  get saved(): NotebookSpec {
    const filters = this.filter.settled.filter(isShareable);
    const { currency, asOf, policies, segments, ownSegments, cells } = this.#document;
    return {
      version: specVersion,
      ...(isCode(currency) && { currency }),
      ...(asOf !== undefined && { asOf }),
      policies,
      ...(filters.length > 0 && { filters }),
      ...(Object.keys(segments).length > 0 && { segments: { ...segments } }),
      ...(ownSegments.length > 0 && { ownSegments: [...ownSegments] }),
      cells: [...cells],
    };
  }

  /** The document as it is shared: every policy in force is written out, so that the view stays the same. */
  shared(locale: NonNullable<NotebookSpec['locale']>, currency: string | null | undefined): NotebookSpec {
    return {
      ...this.saved,
      locale,
      ...(isCode(currency) && { currency }),
      policies: this.policies,
      mappings: this.#document.mappings,
    };
  }

  apply(spec: NotebookSpec): void {
    const mappings = { ...this.#document.mappings, ...(spec.mappings as Mappings | undefined) };
    this.#document = { ...toNotebook(spec), mappings };
    this.filter.load(this.#document.filters);
    this.filter.forget((column) => this.#isLostOwn(column));
  }

  /** Back to a blank report. */
  reset(): void {
    this.#document = toNotebook({});
    this.filter.load([]);
    this.#profilePolicies = {};
  }

  /** @throws ValiError on a parameter that no document may hold */
  setParams(index: number, given: Readonly<Record<string, unknown>>): void {
    const params = v.parse(paramsSchema, given);
    const cells = this.#document.cells.map((cell, at) => (at === index ? { ...cell, params } : cell));
    this.#document = { ...this.#document, cells };
  }

  /** Foretells with another model from now on; nothing changes in a document that foretells nothing. */
  setForecastModel(model: FitRequest['model']): void {
    const at = this.forecastCell;
    if (at !== -1) this.setParams(at, { ...this.#document.cells[at]?.params, model });
  }

  /** Changes the numbers of a segment's definition, or of a family of them. */
  setSegment(definition: string, values: Values): void {
    const segments = withValues(this.#document.segments, definition, values);
    this.#document = { ...this.#document, segments };
  }

  /** Keeps an own segment, in place of one of its id. */
  keepOwnSegment(segment: OwnSegment): void {
    const { ownSegments: all } = this.#document;
    const isKnown = all.some(({ id }) => id === segment.id);
    const ownSegments = isKnown
      ? all.map((one) => (one.id === segment.id ? segment : one))
      : [...all, segment];
    this.#document = { ...this.#document, ownSegments };
  }

  /** Removes an own segment, and whatever filters by it: there will be no such column. */
  removeOwnSegment(id: string): void {
    const ownSegments = this.#document.ownSegments.filter((one) => one.id !== id);
    this.#document = { ...this.#document, ownSegments };
    this.filter.forget((column) => this.#isLostOwn(column));
  }

  /** Whether a column was an own segment's that there is no more. */
  #isLostOwn(column: string): boolean {
    return (
      column.startsWith(segmentColumn(ownId(''))) &&
      this.#document.ownSegments.every(({ id }) => segmentColumn(ownId(id)) !== column)
    );
  }

  setCurrency(currency: string | null): void {
    this.#document = { ...this.#document, currency };
  }

  setAsOf(asOf: string | undefined): void {
    this.#document = { ...this.#document, asOf };
  }

  setPolicy(name: PolicyName, choice: string): void {
    this.#document = { ...this.#document, policies: { ...this.#document.policies, [name]: choice } };
  }

  resetPolicy(name: PolicyName): void {
    this.#document = { ...this.#document, policies: { ...this.#document.policies, [name]: undefined } };
  }

  suggestPolicies(policies: Partial<Policies>): void {
    this.#profilePolicies = { ...this.#profilePolicies, ...policies };
  }

  forgetMapping(key: string): void {
    const mappings = Object.fromEntries(Object.entries(this.mappings).filter(([other]) => other !== key));
    this.#document = { ...this.#document, mappings };
  }

  rememberMapping(key: string, mapping: Mapping): void {
    this.#document = { ...this.#document, mappings: { ...this.#document.mappings, [key]: mapping } };
  }
}

// A wrongly mapped currency column could hold anything, a customer's name too: only codes are written down.
const isCode = (currency: string | null | undefined): boolean =>
  currency === null || /^[A-Z]{3}$/.test(currency ?? '');

const defined = (policies: NonNullable<NotebookSpec['policies']>): Partial<Policies> =>
  Object.fromEntries(Object.entries(policies).filter(([, choice]) => choice !== undefined));
