import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../../../src/schema/errors';

const locales = ['en', 'es', 'it'];

function messages(locale: string): Record<string, string> {
  const file = new URL(`../../../src/i18n/messages/${locale}/errors.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(texts).filter(([key]) => key !== '$schema'));
}

const paramsOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

describe.each(locales)('error messages in %s', (locale) => {
  test('are those of the codes, no more and no fewer', () => {
    expect(Object.keys(messages(locale)).sort()).toEqual(errorCodes.map((code) => `error_${code}`).sort());
  });

  test('name the same things as in English', () => {
    const english = messages('en');
    for (const [key, text] of Object.entries(messages(locale))) {
      expect(paramsOf(text), key).toEqual(paramsOf(english[key] ?? ''));
    }
  });

  test('of files name the file', () => {
    for (const [key, text] of Object.entries(messages(locale))) {
      if (key.startsWith('error_file_')) expect(text, key).toContain('{file}');
    }
  });
});
