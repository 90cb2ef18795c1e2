import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import settings from '../../../src/i18n/project.inlang/settings.json';
import { errorCodes } from '../../../src/schema/errors';
import { bridgeSteps, ledgerReasons } from '../../../src/schema/ledger';

type Message = string | readonly { readonly match: Readonly<Record<string, string>> }[];

const folder = fileURLToPath(new URL('../../../src/i18n/messages/', import.meta.url));
const { locales, baseLocale } = settings;
const areas = readdirSync(`${folder}${baseLocale}`).sort();

function messagesOf(locale: string, area: string): Map<string, Message> {
  const all = JSON.parse(readFileSync(`${folder}${locale}/${area}`, 'utf8')) as Record<string, Message>;
  return new Map(Object.entries(all).filter(([key]) => key !== '$schema'));
}

const textsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));

const placeholdersOf = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? ''))].sort();

test('every locale has every area, and the project names each of them', () => {
  const named = settings['plugin.inlang.messageFormat'].pathPattern.map((path) => path.split('/').at(-1));
  expect(named.sort()).toEqual(areas);
  for (const locale of locales) expect(readdirSync(folder + locale).sort()).toEqual(areas);
});

describe.each(areas)('%s', (area) => {
  const base = messagesOf(baseLocale, area);

  test('keys begin with the name of their area', () => {
    const prefix = area === 'errors.json' ? 'error_' : `${area.replace('.json', '').replaceAll('-', '_')}_`;
    expect([...base.keys()].filter((key) => !key.startsWith(prefix))).toEqual([]);
  });

  test.each(locales)('is whole in %s', (locale) => {
    const messages = messagesOf(locale, area);
    expect([...messages.keys()].sort()).toEqual([...base.keys()].sort());
    for (const [key, message] of messages) {
      for (const text of textsOf(message)) expect(text.trim(), key).not.toBe('');
    }
  });

  test.each(locales)('fills the same places in %s', (locale) => {
    for (const [key, message] of messagesOf(locale, area)) {
      const wanted = [...new Set(textsOf(base.get(key) ?? '').flatMap(placeholdersOf))].sort();
      expect([...new Set(textsOf(message).flatMap(placeholdersOf))].sort(), key).toEqual(wanted);
    }
  });

  test.each(locales)('counts as %s counts', (locale) => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [key, message] of messagesOf(locale, area)) {
      if (typeof message === 'string') continue;
      const matched = message.flatMap(({ match }) => Object.keys(match));
      if (!matched.some((name) => name.includes('Plural='))) continue;
      for (const category of categories) {
        expect(
          matched.some((name) => name.endsWith(`=${category}`) || name.endsWith('=*')),
          `${key} ${category}`,
        ).toBe(true);
      }
    }
  });
});

test('every error has its sentence', () => {
  const keys = [...messagesOf(baseLocale, 'errors.json').keys()];
  expect(keys.sort()).toEqual(errorCodes.map((code) => `error_${code}`).sort());
});

test.each([
  ['ledger_reason_', ledgerReasons],
  ['ledger_step_', bridgeSteps],
])('every code of %s has its words', (prefix, codes) => {
  const keys = [...messagesOf(baseLocale, 'ledger.json').keys()].filter((key) => key.startsWith(prefix));
  expect(keys.sort()).toEqual(codes.map((code) => prefix + code).sort());
});
