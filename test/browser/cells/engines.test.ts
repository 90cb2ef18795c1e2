import { commands } from 'vitest/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cells } from '../../../src/cells';
import type { Row } from '../../../src/schema/database';
import { CurrentHome } from '../../../workers/duckdb/home';
import type { DuckDBProcess } from '../../../workers/duckdb/process';
import { WasmDatabase } from '../../../workers/duckdb/wasm-database';
import { everyCell, type Question } from '../../fixtures/every-cell';
import { bootForTest } from '../engine/duckdb';

let process: DuckDBProcess;
let database: WasmDatabase;
let questions: readonly Question[];
let native: readonly (readonly Row[])[];

beforeAll(async () => {
  process = await bootForTest();
  database = await WasmDatabase.open(process, new CurrentHome());
  const asked = await everyCell(
    async (script) => {
      for (const sql of script) await database.run(sql);
    },
    (sql) => database.rows(sql),
  );
  questions = asked.questions;
  native = await commands.nativeRows(
    asked.script,
    questions.map(({ sql }) => sql),
  );
});

afterAll(() => {
  process.end();
});

/** Rows as text in an order of their own; of a floating-point number the digits that any sum order agrees on. */
const canonical = (rows: readonly Row[]): string[] =>
  rows
    .map((row) =>
      JSON.stringify(row, (_key, value: unknown) =>
        typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(11)) : value,
      ),
    )
    .sort();

test.each(cells.map(({ kind }) => kind))(
  '%s has the same rows in the browser and in native DuckDB',
  async (kind) => {
    const own = questions.flatMap((question, index) =>
      question.name.startsWith(`${kind}, `) ? [{ ...question, rows: native[index] ?? [] }] : [],
    );
    expect(own).toHaveLength(4);
    for (const { name, sql, rows } of own) {
      expect(canonical(await database.rows(sql)), name).toEqual(canonical(rows));
    }
    expect(own.every(({ rows }) => rows.length > 0)).toBe(true);
  },
);
