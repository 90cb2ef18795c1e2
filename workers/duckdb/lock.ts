import { decodeRows } from '../../src/engine/arrow';
import { TenureError } from '../../src/schema/errors';
import type { Connection } from './connection';
import { homeStatements } from './home';

/** The address space ends at 4 GB and the engine needs some of it beside its tables. */
const memoryLimit = '3.2GB';

// The order matters: each is refused once a later one is set. One script, as each turn would delay the start.
const lock = [
  ...homeStatements,
  'SET autoload_known_extensions = false',
  'SET autoinstall_known_extensions = false',
  'SET allow_community_extensions = false',
  `SET memory_limit = '${memoryLimit}'`,
  'SET errors_as_json = true',
  "SET allowed_directories = ['import/']",
  'SET enable_external_access = false',
  'SET lock_configuration = true',
].join('; ');

const expected: Readonly<Record<string, string>> = {
  autoload_known_extensions: 'false',
  autoinstall_known_extensions: 'false',
  allow_community_extensions: 'false',
  enable_external_access: 'false',
  lock_configuration: 'true',
  allowed_directories: '[import/]',
};

async function codeOf(refused: Promise<unknown>): Promise<string> {
  try {
    await refused;
    return 'allowed';
  } catch (error) {
    return error instanceof TenureError ? error.code : String(error);
  }
}

/**
 * Shuts the engine in before any data arrives: it reads the files dropped into `import/` and nothing else.
 * @throws TenureError `engine_boot` when a setting did not take, or the lock does not hold
 */
export async function lockDown(connection: Connection): Promise<void> {
  await connection.run(lock);
  const names = Object.keys(expected);
  const list = names.map((name) => `'${name}'`).join(', ');
  const settings = decodeRows(
    await connection.send(`SELECT name, value FROM duckdb_settings() WHERE name IN (${list})`),
  );
  const found = new Map(settings.map(({ name, value }) => [name, value]));
  const open = names.filter((name) => found.get(name) !== expected[name]);
  const unlocking = await codeOf(connection.run('SET enable_external_access = true'));
  const outside = await codeOf(connection.run("FROM read_csv('outside.csv', all_varchar = true)"));
  if (open.length > 0 || unlocking !== 'engine_forbidden' || outside !== 'engine_forbidden') {
    throw new TenureError('engine_boot', {}, `Not locked: ${[...open, unlocking, outside].join(', ')}`);
  }
}
