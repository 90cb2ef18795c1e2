import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Files below `folder` by their path from the project's root, without what is generated. */
export function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .filter((name) => ending.test(name) && !name.includes('/generated/'))
    .sort();
}

export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

export interface Import {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** The file from the project's root, as far as the specifier names it; null for packages. */
  readonly target: string | null;
  readonly typesOnly: boolean;
}

export function importsOf(file: string): Import[] {
  const source = file.endsWith('.svelte') ? scriptsOf(textOf(file)) : textOf(file);
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typesOnly: boolean) => {
    if (!node || !ts.isStringLiteral(node)) return;
    const specifier = node.text;
    const target = specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''))
      : null;
    found.push({ from: file, specifier, target, typesOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const scriptsOf = (svelte: string): string =>
  [...svelte.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '').join('\n');

/** All files that a file needs when it runs, itself included. */
export function reachedFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!/\.(?:ts|svelte)$/.test(file)) return seen;
  for (const { target, typesOnly } of importsOf(file)) {
    const found = typesOnly || target === null ? undefined : fileOf(target);
    if (found !== undefined) reachedFrom(found, seen);
  }
  return seen;
}

const fileOf = (target: string): string | undefined =>
  [target, `${target}.ts`, `${target}/index.ts`].find((name) => {
    const full = path.join(root, name);
    return existsSync(full) && statSync(full).isFile();
  });
