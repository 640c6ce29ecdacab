import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, resolve } from 'node:path';

/** How many tests passed and failed. */
export type Counts = { passed: number; failed: number };

/** One part of the tests: a command line, and for a test runner how to read what it counted. */
export type Step = { name: string; command: string; counts?: () => Promise<Counts> };

/**
 * Runs the steps one after another, all of them even if one fails, and adds up what they counted.
 * A step that fails without counting a failed test counts as one, so that no failure goes unseen.
 */
export async function runSteps(steps: readonly Step[]): Promise<Counts> {
  const total = { passed: 0, failed: 0 };
  for (const step of steps) {
    console.log(`\n── ${step.name}`);
    const started = performance.now();
    const succeeded = await runCommand(step.command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const counted = (await step.counts?.()) ?? { passed: 0, failed: 0 };
    total.passed += counted.passed;
    total.failed += succeeded ? counted.failed : Math.max(counted.failed, 1);
    console.log(`── ${step.name}: ${succeeded ? 'passed' : 'FAILED'} in ${seconds} s`);
  }
  return total;
}

async function runCommand(command: string): Promise<boolean> {
  const path = [resolve('node_modules/.bin'), process.env.PATH].join(delimiter);
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: path },
  });
  const [code] = await once(child, 'exit');
  return code === 0;
}
