import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checksum } from '../../../src/notebook/checksum';
import { isLink, maximumLink, packLink, readLink } from '../../../src/notebook/link';
import type { NotebookSpec } from '../../../src/notebook/spec';
import { TenureError } from '../../../src/schema/errors';

const spec: NotebookSpec = {
  version: 1,
  locale: 'it',
  currency: 'GBP',
  asOf: '2011-12-09',
  policies: { cancelled: 'net', tax: 'include' },
  cells: [
    { kind: 'loaded', params: {} },
    { kind: 'cohorts', params: { period: 'quarter', groups: 3, percent: true, churnDays: null } },
  ],
  mappings: {
    '0123456789abcdef': {
      profile: 'generic',
      roles: { order_id: 0, ordered_at: 2, order_total: 5 },
      grain: 'order',
      orderAmounts: 'first-row',
      decimal: ',',
      dateOrder: 'dmy',
    },
  },
};

const codeOf = (hash: string): Promise<string> =>
  readLink(hash).then(
    () => 'read',
    (error: unknown) => (error instanceof TenureError ? error.code : String(error)),
  );

async function linkOf(json: string): Promise<string> {
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const payload = Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url');
  return `#v1.${payload}.${checksum(payload)}`;
}

describe('a link', () => {
  test('says again what was packed, in an address-safe text', async () => {
    const hash = await packLink(spec);
    expect(hash).toMatch(/^#v1\.[\w-]+\.[0-9a-z]{7}$/);
    expect(isLink(hash)).toBe(true);
    expect(JSON.parse(JSON.stringify(await readLink(hash)))).toEqual(spec);
  });

  test('leaves other fragments alone', () => {
    for (const hash of ['', '#', '#cell-clv', '#main', '#video', '#version'])
      expect(isLink(hash)).toBe(false);
  });

  test('that is cut anywhere is said to be cut', async () => {
    const hash = await packLink(spec);
    for (let length = 3; length < hash.length; length++) {
      expect(await codeOf(hash.slice(0, length)), `cut to ${String(length)}`).toBe('link_cut');
    }
  });

  test('with any one character changed is said to be altered, or newer, or cut', async () => {
    const hash = await packLink(spec);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: hash.length - 1 }),
        fc.constantFrom(...'abcXYZ019_-!%'),
        async (at, char) => {
          fc.pre(hash[at] !== char && hash[at] !== '.');
          expect(await codeOf(hash.slice(0, at) + char + hash.slice(at + 1))).toBe('link_altered');
        },
      ),
      { numRuns: 200 },
    );
  });

  test('of a newer version is told apart', async () => {
    expect(await codeOf((await packLink(spec)).replace('#v1', '#v2'))).toBe('link_newer');
    expect(await codeOf(await linkOf('{"version":2,"cells":[],"surprise":1}'))).toBe('link_newer');
  });

  test('that is oversized, packed or unpacked, is refused', async () => {
    expect(await codeOf(`#v1.${'a'.repeat(maximumLink)}.0000000`)).toBe('link_too_large');
    expect(await codeOf(await linkOf(`"${'a'.repeat(300_000)}"`))).toBe('link_too_large');
    const noise = Array.from({ length: 100 }, (_, at) => ({
      kind: 'clv',
      params: Object.fromEntries(
        Array.from({ length: 12 }, (_, n) => [`p${String(n)}`, Math.sin(at * 12 + n)]),
      ),
    }));
    await expect(packLink({ cells: noise })).rejects.toMatchObject({ code: 'link_too_large' });
  });

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['an unknown key', '{"rows":[1]}'],
    ['an unknown key deep inside', '{"cells":[{"kind":"clv","sql":"DROP"}]}'],
    ['a prototype', '{"__proto__":{"cells":[]}}'],
    ['a prototype deep inside', '{"cells":[{"kind":"clv","params":{"__proto__":{"a":1}}}]}'],
    ['a constructor', '{"constructor":{}}'],
    ['a name as a currency', '{"currency":"Ana García"}'],
    ['a name as a parameter', '{"cells":[{"kind":"clv","params":{"who":"Ana García"}}]}'],
    ['a name as a mapping’s key', '{"mappings":{"Ana":{}}}'],
  ])('with %s is refused', async (_, json) => {
    expect(await codeOf(await linkOf(json))).toBe('link_altered');
    expect(({} as Record<string, unknown>)['cells']).toBeUndefined();
  });

  test('of random bytes never does more than be refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const payload = Buffer.from(bytes).toString('base64url');
        expect(await codeOf(`#v1.${payload}.${checksum(payload)}`)).toBe('link_altered');
      }),
      { numRuns: 100 },
    );
  });
});
