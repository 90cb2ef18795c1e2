import * as v from 'valibot';
import { parametersOf } from './definitions';
import type { Parameter, Values } from './segment';

const numberOf = ({ min, max }: Parameter) =>
  v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max));

const valuesOf = (parameters: readonly Parameter[]) =>
  v.strictObject(
    Object.fromEntries(
      parameters.map((parameter) => [
        parameter.name,
        v.optional(parameter.open ? v.nullable(numberOf(parameter)) : numberOf(parameter)),
      ]),
    ),
  );

/** Changed numbers by definition and parameter; what is absent has its preset. */
export const segmentSettingsSchema = v.strictObject(
  Object.fromEntries(
    Object.entries(parametersOf)
      .filter(([, parameters]) => parameters.length > 0)
      .map(([id, parameters]) => [id, v.optional(valuesOf(parameters))]),
  ),
);

export type SegmentSettings = Readonly<
  Record<string, Readonly<Record<string, number | null | undefined>> | undefined>
>;

/** The numbers in force for a definition. */
export function valuesInForce(settings: SegmentSettings, definition: string): Values {
  const given = settings[definition] ?? {};
  return Object.fromEntries(
    (parametersOf[definition] ?? []).map(({ name, preset }) => {
      const value = given[name];
      return [name, value === undefined ? preset : value];
    }),
  );
}

/** The settings with a definition's numbers in place of its earlier ones; those that are preset are left out. */
export function withValues(settings: SegmentSettings, definition: string, values: Values): SegmentSettings {
  const changed = (parametersOf[definition] ?? []).flatMap(({ name, preset }) => {
    const value = values[name];
    return value === undefined || value === preset ? [] : [[name, value] as const];
  });
  const others = Object.entries(settings).filter(([id]) => id !== definition);
  return Object.fromEntries(
    changed.length > 0 ? [...others, [definition, Object.fromEntries(changed)]] : others,
  );
}
