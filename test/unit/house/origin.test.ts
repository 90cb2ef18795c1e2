import { expect, test } from 'vitest';
import { filesBelow, textOf } from './sources';

/** Names of XML vocabularies look like addresses and are never fetched. */
const vocabulary = /^https?:\/\/(?:www\.w3\.org|schemas\.openxmlformats\.org)\//;
const comments = /\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|^\s*(?:\/\/|--).*$/gm;

test('no source names a foreign address outside its comments', () => {
  const files = [
    ...filesBelow('src', /\.(?:ts|js|svelte|css|sql|json)$/),
    ...filesBelow('workers', /\.ts$/),
    ...filesBelow('public', /\.(?:js|svg|css)$/),
    'index.html',
  ].filter((file) => !file.includes('project.inlang') && !file.includes('i18n/messages/'));
  const found = files.flatMap((file) =>
    [
      ...textOf(file)
        .replace(comments, '')
        .matchAll(/(?:https?|wss?):\/\/[^\s'"`)<]+/g),
    ]
      .map(([address]) => address)
      .filter((address) => !vocabulary.test(address))
      .map((address) => `${file}: ${address}`),
  );
  expect(found).toEqual([]);
});
