/**
 * Another machine of the shop's network: a network namespace with a cable of its own to this one, in which a browser runs. Only
 * the system's administrator may make one, and only Linux knows them.
 */
import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export class OtherHost {
  /** Where this machine is, seen from the other one. */
  readonly address: string;
  readonly #name: string;
  readonly #card: string;

  private constructor(name: string, card: string, address: string) {
    this.#name = name;
    this.#card = card;
    this.address = address;
  }

  /** The other machine, or why there can be none. */
  static async begin(): Promise<OtherHost | string> {
    const name = `regulars-${process.pid}`;
    const [here, there] = [`rgh${process.pid}`, `rgt${process.pid}`];
    const network = `10.231.${process.pid % 256}`;
    const inside = ['-n', name];
    try {
      await run('ip', ['netns', 'add', name]);
      await run('ip', ['link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name]);
      await run('ip', ['address', 'add', `${network}.1/24`, 'dev', here]);
      await run('ip', ['link', 'set', here, 'up']);
      await run('ip', [...inside, 'address', 'add', `${network}.2/24`, 'dev', there]);
      await run('ip', [...inside, 'link', 'set', 'lo', 'up']);
      await run('ip', [...inside, 'link', 'set', there, 'up']);
    } catch (error) {
      await run('ip', ['netns', 'delete', name]).catch(() => undefined);
      const { stderr, message } = error as { stderr?: string; message: string };
      return (stderr || message).trim();
    }
    return new OtherHost(name, here, `${network}.1`);
  }

  /** A program that starts a browser there; it is written into the folder. */
  async browser(executable: string, folder: string): Promise<string> {
    const path = join(folder, 'browser-there');
    await writeFile(path, `#!/bin/sh\nexec ip netns exec ${this.#name} "${executable}" "$@"\n`);
    await chmod(path, 0o700);
    return path;
  }

  async pullThePlug(): Promise<void> {
    await run('ip', ['link', 'set', this.#card, 'down']);
  }

  async plugIn(): Promise<void> {
    await run('ip', ['link', 'set', this.#card, 'up']);
  }

  /** Its cable goes with it. */
  async end(): Promise<void> {
    await run('ip', ['netns', 'delete', this.#name]);
  }
}
