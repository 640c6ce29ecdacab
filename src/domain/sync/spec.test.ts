import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rules that nothing holds yet. A test for one of these must take it off this list. */
const notBuiltYet = ['L7'];

const root = resolve(import.meta.dirname, '../../..');
const specs = ['src/domain/sync/SPEC.md', 'src/domain/mutations/SPEC.md'];

const rules = specs.flatMap((spec) =>
  readFileSync(join(root, spec), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, id, text] = /^- \*\*([A-Z]\d+)\*\* (.+)$/.exec(line) ?? [];
      return id && text ? [{ id, text }] : [];
    }),
);

/** Every id in brackets at the beginning of a test's title, as in `[F2] [F4] …`. */
const tested = new Set(
  ['src', 'e2e']
    .flatMap(testFilesOf)
    .flatMap((text) => [...text.matchAll(/['"`]((?:\[[A-Z]\d+\] )+)/g)])
    .flatMap(([, ids = '']) => ids.match(/[A-Z]\d+/g) ?? []),
);

function testFilesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(test|spec)\.tsx?$|contract\.ts$/.test(path))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'));
}

describe('the rules of SPEC.md', () => {
  it('are found, each under an id of its own', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(40);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are each borne by the title of a test, but for those not built yet', () => {
    const untested = rules.map(({ id }) => id).filter((id) => !tested.has(id));
    expect(untested.sort()).toEqual(notBuiltYet);
  });

  it('name files that exist', () => {
    const named = rules.flatMap(({ text }) => [...text.matchAll(/`((?:client|server|domain)\/[^`]+)`/g)]);
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, 'src', path)))).toEqual(
      [],
    );
  });
});
