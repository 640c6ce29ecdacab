/** What a command of operators is: its answer goes to stdout as JSON, everything said to people to stderr. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { isId } from '../../domain/values/ids.ts';
import type { Config } from '../config.ts';
import type { Dependencies } from '../dependencies.ts';

interface Described {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
}

/** A command that works on the data of shops. */
export interface Command extends Described {
  readonly worksOn?: 'shops';
  run(options: Options, surroundings: Surroundings): Promise<CommandResult>;
}

/** A command that works on the place where the data lies, and opens it by itself. */
export interface PlaceCommand extends Described {
  readonly worksOn: 'place';
  run(options: Options, surroundings: PlaceSurroundings): Promise<CommandResult>;
}

interface Surroundings extends Telling {
  readonly dependencies: Dependencies;
}

interface PlaceSurroundings extends Telling {
  readonly config: Config;
}

interface Telling {
  /** Says something to the person at the terminal. */
  readonly tell: (line: string) => void;
}

interface CommandResult {
  /** Printed as JSON. */
  readonly answer: unknown;
  /** False where the command did its work and the answer is bad news. */
  readonly ok: boolean;
}

/** The command was called in a way that makes no sense; the message says how to call it. */
export class WrongUsage extends Error {}

/** The options of a call, with the checks that commands need. */
export class Options {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(words: readonly string[], config: ParseArgsOptionsConfig) {
    try {
      this.#values = parseArgs({ args: [...words], options: config, allowPositionals: false }).values;
    } catch (error) {
      throw new WrongUsage(error instanceof Error ? error.message : String(error));
    }
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  isSet(name: string): boolean {
    return this.#values[name] === true;
  }

  texts(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw new WrongUsage(`--${name} is missing.`);
    return value;
  }

  /** The id of a shop. */
  tenant(): string {
    const value = this.required('tenant');
    if (!isId(value)) throw new WrongUsage('--tenant is not an id of a shop, as create-tenant prints it.');
    return value;
  }
}
