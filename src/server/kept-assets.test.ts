import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from './dependencies.ts';
import { keepAssets } from './kept-assets.ts';
import { serveApp } from './static-app.ts';

const dayMs = 24 * 60 * 60_000;
const begun = Date.parse('2026-11-21T09:00:00Z');

describe('pieces of earlier builds', () => {
  let folder: string;
  let app: string;
  let data: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regulars-assets-'));
    app = join(folder, 'dist');
    data = join(folder, 'data');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const build = async (files: Readonly<Record<string, string>>) => {
    await rm(app, { recursive: true, force: true });
    await mkdir(join(app, 'assets'), { recursive: true });
    await writeFile(join(app, 'index.html'), '<!doctype html>');
    for (const [name, text] of Object.entries(files)) await writeFile(join(app, 'assets', name), text);
  };
  const keptOn = async (day: number) =>
    (await readdir((await keepAssets(app, data, begun + day * dayMs)) ?? '')).sort();

  test('they are served from a data folder that is named from where the server was started', async () => {
    await build({ 'main-a.js': 'a' });
    const kept = await keepAssets(app, relative(process.cwd(), data), begun);
    const fastify: unknown = Fastify();
    const server = fastify as App;
    await serveApp(server, app, kept);
    expect((await server.inject('/assets/main-a.js')).statusCode).toBe(200);
  });

  test('an old tab finds the screens of its build after the server was updated', async () => {
    const script = 'export const screen = 1;'.repeat(100);
    await build({ 'main-a.js': 'a', 'screen-a.js': script });
    await writeFile(join(app, 'assets/screen-a.js.gz'), gzipSync(script));
    await keepAssets(app, data, begun);
    await build({ 'main-b.js': 'b', 'screen-b.js': 'newer' });
    const kept = await keepAssets(app, data, begun + dayMs);
    const fastify: unknown = Fastify();
    const server = fastify as App;
    await serveApp(server, app, kept);
    const ask = (url: string) => server.inject({ url, headers: { 'accept-encoding': 'gzip' } });

    const old = await ask('/assets/screen-a.js');
    expect([old.statusCode, old.headers['content-encoding']]).toEqual([200, 'gzip']);
    expect(old.headers['content-type']).toMatch(/javascript/);
    expect(old.headers['cache-control']).toContain('immutable');
    expect((await ask('/assets/screen-b.js')).body).toBe('newer');
    expect((await ask('/assets/screen-c.js')).statusCode).toBe(404);
    expect((await ask('/assets/')).statusCode).toBe(404);
    expect((await ask('/assets/..%2f..%2fcurrent-assets.txt')).statusCode).toBe(404);
    await server.close();
  });

  test('they are kept for 90 days from the day on which they were last part of the build', async () => {
    await build({ 'main-a.js': 'a', 'font.woff2': 'same' });
    await keptOn(0);
    await build({ 'main-b.js': 'b', 'font.woff2': 'same' });
    // The server ran for 200 days with the first build.
    expect(await keptOn(200)).toEqual(['font.woff2', 'main-a.js', 'main-b.js']);
    expect(await keptOn(289)).toEqual(['font.woff2', 'main-a.js', 'main-b.js']);
    expect(await keptOn(291)).toEqual(['font.woff2', 'main-b.js']);
    expect(await readFile(join(data, 'assets/main-b.js'), 'utf8')).toBe('b');
  });

  test('a copy that a power cut left half done is not taken for the piece, and goes', async () => {
    await build({ 'main-a.js': 'whole' });
    await mkdir(join(data, 'assets'), { recursive: true });
    await writeFile(join(data, 'assets/main-a.js.new'), 'who');
    expect(await keptOn(0)).toEqual(['main-a.js']);
    expect(await readFile(join(data, 'assets/main-a.js'), 'utf8')).toBe('whole');
  });
});
