import type { Role } from '../types';

/** A column name without case, accents, marks and doubled spaces: `Nº de Orden` and `no_de_orden` are one. */
export function normaliseHeader(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/([a-z])(?=#)/g, '$1 ')
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}

export type Aliases = Readonly<Partial<Record<Role, readonly string[]>>>;

/** Column index by role: of the aliases that the file has, the first named wins; no column is used twice. */
export function findRoles(headers: readonly string[], aliases: Aliases): Partial<Record<Role, number>> {
  const taken = new Set<number>();
  const found: Partial<Record<Role, number>> = {};
  for (const [role, names] of Object.entries(aliases) as [Role, readonly string[]][]) {
    const index = names.map((name) => headers.indexOf(name)).find((at) => at >= 0 && !taken.has(at));
    if (index === undefined) continue;
    taken.add(index);
    found[role] = index;
  }
  return found;
}

/** Whether the file has, for each entry, at least one of its names. */
export function hasAll(headers: readonly string[], sets: readonly (readonly string[])[]): boolean {
  return sets.every((names) => names.some((name) => headers.includes(name)));
}
