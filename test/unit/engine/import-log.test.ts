import { describe, expect, test } from 'vitest';
import { ImportLog, type ReplayTarget } from '../../../src/engine/import-log';
import type { ImportReport, Mapping, StageResult } from '../../../src/import/types';
import { defaultPolicies } from '../../../src/schema/policies';

const mapping: Mapping = {
  profile: 'generic',
  roles: {},
  grain: 'line',
  orderAmounts: 'first-row',
  decimal: '.',
  dateOrder: 'ymd',
};

function staged(fileId: number, name: string): StageResult {
  const reading = {
    name,
    encoding: 'utf-8',
    dialect: { delimiter: ',', quote: '"', escape: '"' },
    headerLines: 1,
    hasHeader: true,
    columns: [],
    rows: [],
    records: 0,
    rejected: [],
    reader: 'fast',
  } as const;
  const file = { fileId, bytes: 0, sha256: '', reading };
  return {
    ok: true,
    proposal: { file, mapping, confidence: {}, questions: [], policies: {}, content: 'orders' },
  };
}

const report: ImportReport = {
  files: [],
  rows: 0,
  orders: 0,
  anonymousOrders: 0,
  customers: 0,
  currencies: [],
  from: '',
  to: '',
  outcomes: [],
  bridge: [],
  policies: defaultPolicies,
  hasCosts: false,
  attributes: { names: [], dropped: [] },
};

/** A new worker that numbers files from `first` and writes down what it is asked. */
function worker(first: number, vanished: readonly string[] = []) {
  const asked: string[] = [];
  let next = first;
  const target: ReplayTarget = {
    stage: (files) => {
      asked.push(`stage ${files.map(({ name }) => name).join(' ')}`);
      return Promise.resolve(
        files.map(({ name }): StageResult =>
          vanished.includes(name)
            ? { ok: false, file: name, error: { code: 'file_vanished', params: { file: name } } }
            : staged(next++, name),
        ),
      );
    },
    commit: (files, policies) => {
      asked.push(`commit ${files.map(({ fileId }) => fileId).join(' ')} cancelled=${policies.cancelled}`);
      return Promise.resolve({ ...report, policies });
    },
  };
  return { asked, target };
}

const file = (name: string): File => new File(['x'.repeat(10)], name);
const idOf = (result: StageResult | undefined): number | undefined =>
  result?.ok === true ? result.proposal.file.fileId : undefined;

function loaded(): ImportLog {
  const log = new ImportLog();
  log.staged([file('a'), file('b')], [staged(1, 'a'), staged(2, 'b')]);
  log.committed(
    [1, 2].map((fileId) => ({ fileId, mapping })),
    defaultPolicies,
  );
  log.staged([file('c')], [staged(3, 'c')]);
  log.committed([{ fileId: 3, mapping }], defaultPolicies);
  return log;
}

describe('replaying', () => {
  test('stages and commits the same batches in the same order, by the last policies', async () => {
    const log = loaded();
    log.policiesApplied({ ...defaultPolicies, cancelled: 'net' });
    const { asked, target } = worker(10);
    expect(await log.replay(target)).toMatchObject({ policies: { cancelled: 'net' } });
    expect(asked).toEqual(['stage a b', 'commit 10 11 cancelled=net', 'stage c', 'commit 12 cancelled=net']);
    expect(log.bytes).toBe(30);
  });

  test('nothing gives no report', async () => {
    expect(await new ImportLog().replay(worker(1).target)).toBeNull();
  });

  test('a committed file that is gone says so', async () => {
    await expect(loaded().replay(worker(1, ['c']).target)).rejects.toMatchObject({
      code: 'file_vanished',
      params: { file: 'c' },
    });
  });

  test('a staged file keeps the page’s number, and the worker’s new one is found', async () => {
    const log = loaded();
    const [result] = log.staged([file('d')], [staged(4, 'd')]);
    expect([idOf(result), log.workerId(4)]).toEqual([4, 4]);
    await log.replay(worker(20).target);
    expect(log.workerId(4)).toBe(23);
    const [next] = log.staged([file('e')], [staged(4, 'e')]);
    expect(idOf(next)).toBe(5);
    expect(log.workerId(5)).toBe(4);
  });

  test('files that were unstaged or cleared are not replayed', async () => {
    const log = loaded();
    log.staged([file('d')], [staged(4, 'd')]);
    log.unstaged([4]);
    const first = worker(1);
    await log.replay(first.target);
    expect(first.asked).not.toContain('stage d');
    log.clear();
    const second = worker(1);
    await log.replay(second.target);
    expect([second.asked, log.isEmpty, log.bytes]).toEqual([[], true, 0]);
  });
});
