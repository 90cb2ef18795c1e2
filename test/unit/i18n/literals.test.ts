import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { filesBelow, textOf } from '../house/sources';

const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
]);
const letters = /\p{L}{2,}/u;

type Node = AST.TemplateNode | AST.Text | AST.Attribute | AST.StyleDirective;

/** Texts of a component's markup that a reader would see or hear. */
function literalsOf(file: string): string[] {
  const found: string[] = [];
  // The tree has ways back to its parents.
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) value.forEach(visit);
    const node = value as Node & Record<string, unknown>;
    if (node.type === 'StyleDirective') return;
    if (node.type === 'Text' && letters.test(node.data)) found.push(node.data.trim());
    if (node.type === 'Attribute') {
      if (spoken.has(node.name)) visit(node.value);
      return;
    }
    for (const [key, child] of Object.entries(node)) {
      if (key !== 'expression' && key !== 'metadata') visit(child);
    }
  };
  visit(parse(textOf(file), { modern: true }).fragment);
  return found;
}

test('no component says a word that is not a message', () => {
  const found = filesBelow('src', /\.svelte$/).flatMap((file) =>
    literalsOf(file).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

test('the scan sees what it looks for', () => {
  expect(literalsOf('test/unit/i18n/Literals.svelte')).toEqual(['Seen', 'Heard']);
});
