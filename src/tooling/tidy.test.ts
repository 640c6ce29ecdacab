import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

/** One source file: its path from the project's root with forward slashes, its text without comments. */
type Source = { path: string; folder: string; code: string; raw: string };

const root = resolve(import.meta.dirname, '../..');
const sources = ['src', 'e2e', 'bench'].filter((top) => existsSync(join(root, top))).flatMap(readAll);
const folders = [...new Set(sources.map((source) => source.folder))].sort();

/** Tests, and what is written for tests alone. */
const isTest = (path: string) => /\.(test|spec)\.tsx?$|\/testing\/|^src\/simulation\//.test(path);
const isDomain = (path: string) => path.startsWith('src/domain/') && !isTest(path);

/** What may not stand in a file, and what to use instead. */
const forbidden: { where: (path: string) => boolean; pattern: RegExp; instead: string }[] = [
  {
    where: isDomain,
    pattern: /\bDate\.now\s*\(|\bnew Date\(\s*\)|\bDate\(\s*\)/,
    instead: 'take the instant as an argument',
  },
  { where: isDomain, pattern: /\bTemporal\.Now\b/, instead: 'take the instant as an argument' },
  {
    where: isDomain,
    pattern: /\bperformance\.now\b/,
    instead: 'the domain measures nothing: measure in the caller',
  },
  { where: isDomain, pattern: /\bMath\.random\b/, instead: 'take a random source as an argument' },
  {
    where: isDomain,
    pattern: /\bcrypto\.(randomUUID|getRandomValues)\b|\bimport\b[^;]*\brandomBytes\b/,
    instead: 'take ids as an argument',
  },
  {
    where: isDomain,
    pattern: /\bfetch\s*\(|\bXMLHttpRequest\b/,
    instead: 'the domain decides, the caller fetches',
  },
  {
    where: isDomain,
    pattern: /\bsetTimeout\b|\bsetInterval\b/,
    instead: 'the domain never waits: let the caller schedule',
  },
  { where: isDomain, pattern: /@lingui\//, instead: 'return a code; the client has the words' },
  {
    where: () => true,
    pattern: /\b(?:test|it|describe)\.(?:only|skip|todo|fixme)\b/,
    instead: 'run every test, or delete it',
  },
  {
    where: () => true,
    pattern: /\bas any\b|:\s*any\b|<any>/,
    instead: 'name the type, or use unknown and narrow it',
  },
];

/** The same for comments, which the rules above do not see. */
const forbiddenRemarks: { pattern: RegExp; instead: string }[] = [
  { pattern: /@ts-(?:ignore|nocheck)|biome-ignore/, instead: 'mend what the tool complains about' },
  { pattern: /\b(?:TODO|FIXME|XXX)\b/, instead: 'do it now, or write it down outside the code' },
];

const vagueNames = /^(?:utils?|helpers?|misc|common|stuff)\b/i;
const domainLibraries = /^(?:zod|zod\/mini|temporal-polyfill|papaparse|@noble\/(?:hashes|ciphers)\/.+)$/;

describe('sources are tidy', () => {
  test('the sources are found', () => {
    expect(sources.length).toBeGreaterThan(1);
  });

  test.each(folders)('%s', (folder) => {
    const here = sources.filter((source) => source.folder === folder);
    expect(
      here.flatMap((source) => [...wordsIn(source), ...bordersCrossedBy(source), ...nameOf(source)]),
    ).toEqual([]);
  });
});

function wordsIn({ path, code, raw }: Source): string[] {
  const inCode = forbidden.filter(({ where, pattern }) => where(path) && pattern.test(code));
  const inRemarks = forbiddenRemarks.filter(({ pattern }) => pattern.test(raw));
  return [...inCode, ...inRemarks].map(
    ({ pattern, instead }) => `${path}: ${pattern.exec(raw)?.[0]}: ${instead}`,
  );
}

function bordersCrossedBy({ path, code }: Source): string[] {
  return importsIn(code).flatMap((specifier) => {
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined;
    if (isDomain(path)) {
      const allowed = target ? target.startsWith('src/domain/') : domainLibraries.test(specifier);
      if (!allowed)
        return [`${path}: imports ${specifier}: the domain knows itself and a few pure libraries`];
    }
    if (path.startsWith('src/') && !isTest(path) && target?.includes('/testing/')) {
      return [`${path}: imports ${specifier}: what is made for tests stays in tests`];
    }
    const own = featureOf(path);
    const other = target && featureOf(target);
    if (own && other && own !== other) {
      return [`${path}: imports ${specifier}: features do not know each other, let src/client/app join them`];
    }
    return [];
  });
}

function nameOf({ path }: Source): string[] {
  const vague = path.split('/').find((part) => vagueNames.test(part));
  return vague ? [`${path}: "${vague}" says nothing: name it after what it holds`] : [];
}

function featureOf(path: string): string | undefined {
  return /^src\/client\/features\/([^/]+)\//.exec(path)?.[1];
}

function importsIn(code: string): string[] {
  const found = code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"\s,;]+)['"]/g);
  return [...found].flatMap((match) => match[1] ?? []);
}

function readAll(top: string): Source[] {
  const entries = readdirSync(join(root, top), { recursive: true, withFileTypes: true });
  return (
    entries
      .filter(
        (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
      )
      .map((entry) => join(entry.parentPath, entry.name))
      // This file names what it forbids.
      .filter((file) => file !== import.meta.filename)
      .map((file) => {
        const path = relative(root, file).split(sep).join('/');
        const raw = readFileSync(file, 'utf8');
        return { path, folder: dirname(path), raw, code: withoutComments(raw) };
      })
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
