import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const clientFolder = 'src/client';

function sourcesOfClient(): string[] {
  return readdirSync(clientFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .map((name) => readFileSync(join(clientFolder, name), 'utf8'));
}

/** Names imported from the component library. */
function namesUsed(): Set<string> {
  const imports = sourcesOfClient().flatMap((source) => [
    ...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g),
  ]);
  return new Set(imports.flatMap(([, list = '']) => list.split(',').map((name) => name.trim())));
}

it('every library component in use brings its style file', () => {
  const listed = readFileSync(join(clientFolder, 'app/theme/styles.ts'), 'utf8');
  const missing = [...namesUsed()].filter(
    (name) =>
      /^[A-Z]/.test(name) &&
      existsSync(`node_modules/@mantine/core/styles/${name}.layer.css`) &&
      !listed.includes(`/${name}.layer.css`),
  );
  expect(missing, 'add these to src/client/app/theme/styles.ts').toEqual([]);
});

it('no part of the library is used that writes style elements by innerHTML, which Trusted Types refuse', () => {
  const refused = ['AppShell', 'ColorSchemeScript', 'Grid', 'SimpleGrid'];
  const used = namesUsed();
  expect(
    refused.filter((name) => used.has(name)),
    'use a CSS module or a plain CSS grid',
  ).toEqual([]);
});

it('a change of the colour scheme keeps transitions, because leaving them out is done by innerHTML too', () => {
  const calls = sourcesOfClient().flatMap((source) => source.match(/useMantineColorScheme\([^)]*\)/g) ?? []);
  expect(calls.filter((call) => !call.includes('keepTransitions: true'))).toEqual([]);
});
