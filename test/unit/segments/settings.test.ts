import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readSpec } from '../../../src/notebook/link';
import { toNotebook } from '../../../src/notebook/spec';
import { parametersOf } from '../../../src/segments/definitions';
import { segmentLabel } from '../../../src/segments/names';
import { segmentSettingsSchema, valuesInForce, withValues } from '../../../src/segments/settings';

const isAllowed = (settings: unknown): boolean => v.safeParse(segmentSettingsSchema, settings).success;

describe('the numbers of the definitions', () => {
  test('a document holds those that were changed', () => {
    const segments = { big_spenders: { top: 10 }, cart_abandoners: { cart_age: null } };
    const spec = readSpec(JSON.stringify({ segments }));
    expect(toNotebook(spec).segments).toEqual(segments);
    expect(toNotebook({}).segments).toEqual({});
  });

  test('nothing else is allowed in it', () => {
    expect(isAllowed({ big_spenders: { top: 51 } })).toBe(false);
    expect(isAllowed({ big_spenders: { top: null } })).toBe(false);
    expect(isAllowed({ big_spenders: { top: '10' } })).toBe(false);
    expect(isAllowed({ big_spenders: { name: 1 } })).toBe(false);
    expect(isAllowed({ promoters: {} })).toBe(false);
    expect(isAllowed({ unknown: { top: 1 } })).toBe(false);
    for (const [id, parameters] of Object.entries(parametersOf)) {
      for (const { name, min, max, open, preset } of parameters) {
        expect(isAllowed({ [id]: { [name]: min } })).toBe(true);
        expect(isAllowed({ [id]: { [name]: max + 1 } })).toBe(false);
        expect(isAllowed({ [id]: { [name]: null } })).toBe(open === true);
        expect(preset === null ? open : preset >= min && preset <= max).toBe(true);
      }
    }
  });

  test('absent ones are preset, open ones may be null, and presets are not written down', () => {
    const changed = withValues({}, 'cart_abandoners', { carts: 1, cart_age: null });
    expect(changed).toEqual({ cart_abandoners: { cart_age: null } });
    expect(valuesInForce(changed, 'cart_abandoners')).toEqual({ carts: 1, cart_age: null });
    expect(withValues(changed, 'cart_abandoners', { carts: 1, cart_age: 90 })).toEqual({});
    expect(valuesInForce({}, 'rate_clusters')).toEqual({ clusters: null, observed: 30 });
  });

  test('every column of a segment has a name', () => {
    expect(segmentLabel('segment_big_spenders')).toBe('Big spenders');
    expect(segmentLabel('segment_rate_cluster_4')).toBe('Repurchase rate, cluster 4');
    expect(segmentLabel('segment_of_nobody')).toBeNull();
    expect(segmentLabel('orders')).toBeNull();
  });
});
