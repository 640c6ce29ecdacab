import { matchRoutes } from 'react-router';
import { describe, expect, it } from 'vitest';
import { paths } from './paths.ts';

const identity = 'a/b c?d';

describe('paths', () => {
  it.each(Object.entries(paths))('%s: a link that is built matches its own pattern', (_name, path) => {
    const build: (...parameters: string[]) => string = path.to;
    const parameters = path.pattern.match(/:\w+/g) ?? [];
    const link = build(...parameters.map(() => identity));
    const found = matchRoutes([{ path: path.pattern }], link)?.[0];
    expect(found).toBeDefined();
    expect(Object.values(found?.params ?? {})).toEqual(parameters.map(() => identity));
  });
});
