import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TenureError } from '../../../../src/schema/errors';
import { NativeDatabase } from '../../../fixtures/native-database';
import { readBothWays, textFile } from './staging';

let db: NativeDatabase;
beforeAll(async () => {
  db = await NativeDatabase.open();
});
afterAll(() => db.close());

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('A1', '2024-01-05', 'Ann', '2.50', '', '007') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('"a, b"', '"two\nlines"', '"6"" nail"', '""', '"\r\n"', '=" 1 "', '"x\n\ny"'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' pad ',
      '"pad "',
      '\tx',
      '\u00a0',
      'città',
      '"à"',
      'a"b',
      '"a"b',
      '"open',
      '=x',
      'Â£',
    ),
  },
);
const tidyCell = fc.constantFrom(
  'A1',
  '2024-01-05',
  'Ann',
  '2.50',
  '007',
  '"a, b"',
  '"two\nlines"',
  '"6"" nail"',
  '',
);
const line = fc.oneof(
  { weight: 6, arbitrary: fc.array(tidyCell, { minLength: 5, maxLength: 5 }) },
  { weight: 2, arbitrary: fc.array(cell, { minLength: 5, maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(cell, { maxLength: 8 }) },
);
const header = 'Order,Date,Customer,Note,Total';

/** What both readers must agree on, and that no record is lost by either. */
async function agree(text: string): Promise<'fast' | 'tolerant' | 'refused'> {
  try {
    const { read, chosen, tolerant, tolerantRecords } = await readBothWays(db, textFile(text));
    expect(chosen).toEqual(tolerant);
    expect(read.records).toBe(tolerantRecords);
    expect(chosen.rows.length + chosen.rejects.length).toBe(read.records);
    return read.reader;
  } catch (error) {
    if (error instanceof TenureError && error.code === 'file_cut_in_quotes') return 'refused';
    throw error;
  }
}

test('whatever the lines, the readers agree and no record is lost', async () => {
  const taken = { fast: 0, tolerant: 0, refused: 0 };
  const newline = fc.constantFrom('\n', '\r\n');
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 25 }),
      newline,
      fc.boolean(),
      async (lines, end, last) => {
        const text = [header, ...lines.map((cells) => cells.join(','))].join(end) + (last ? end : '');
        taken[await agree(text)]++;
      },
    ),
    { numRuns: 300, seed: 19970101 },
  );
  expect(taken.fast).toBeGreaterThan(30);
  expect(taken.tolerant).toBeGreaterThan(30);
});

test('tidy lines with quoted newlines, blank lines and ragged records take the fast way', async () => {
  const messy = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.array(tidyCell, { minLength: 5, maxLength: 5 }).map((cells) => cells.join(',')),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '   ',
        ',,,,',
        'A1',
        'A1,2024-01-05,Ann',
        'A1,b,c,d,e,f',
        '"a\nb",,,,,,x',
        ',,,,,,',
      ),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(messy, { minLength: 1, maxLength: 60 }), async (lines) => {
      expect(await agree([header, 'A0,2024-01-01,Ann,x,1', ...lines].join('\n'))).toBe('fast');
    }),
    { numRuns: 200, seed: 19980630 },
  );
});
