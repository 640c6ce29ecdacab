/** The program in a folder of its own, so that a journey can put a newer build of the app there, as an update does. */
import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');
const hash = /-(?<hash>[\w-]{8})(?=\.\w+$)/;
const textFile = /\.(?:js|css|html|webmanifest)$/;

export class Program {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async copy(): Promise<Program> {
    const root = await mkdtemp(join(tmpdir(), 'regulars-program-'));
    for (const name of ['src', 'node_modules', 'package.json'])
      await symlink(join(project, name), join(root, name));
    await cp(join(project, 'dist'), join(root, 'dist'), { recursive: true });
    return new Program(root);
  }

  get #dist(): string {
    return join(this.root, 'dist');
  }

  /** The names of all pieces that the build loads. */
  async pieces(): Promise<Set<string>> {
    return new Set(await readdir(join(this.#dist, 'assets')));
  }

  /** Replaces the build by one whose every piece has another name, as if something in all of them had changed. */
  async publishNextBuild(): Promise<void> {
    const renamed: [string, string][] = [];
    for (const name of await this.pieces()) {
      const next = name.replace(hash, (_all, text: string) => `-${text.slice(1)}${text.slice(0, 1)}`);
      if (next !== name) renamed.push([name, next]);
    }
    const files = await readdir(this.#dist, { recursive: true });
    // What was compressed beside them bears the old names within.
    for (const file of files) if (/\.(?:br|gz)$/.test(file)) await rm(join(this.#dist, file));
    for (const file of files.filter((name) => textFile.test(name))) {
      const path = join(this.#dist, file);
      let text = await readFile(path, 'utf8');
      for (const [name, next] of renamed) text = text.replaceAll(name, next);
      if (file === 'sw.js') text = text.replaceAll(/"revision":"[^"]*"/g, `"revision":"${Date.now()}"`);
      await writeFile(path, text);
    }
    for (const [name, next] of renamed) {
      if (!/\.(?:br|gz)$/.test(name))
        await rename(join(this.#dist, 'assets', name), join(this.#dist, 'assets', next));
    }
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true });
  }
}
