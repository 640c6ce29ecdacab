import { expect, test } from 'vitest';
import { runSteps } from './run-steps.ts';

const counted = (passed: number, failed: number) => async () => ({ passed, failed });

test('adds up what the steps counted', async () => {
  const steps = [
    { name: 'first', command: 'node -e ""', counts: counted(3, 0) },
    { name: 'second', command: 'node -e ""', counts: counted(4, 0) },
  ];
  expect(await runSteps(steps)).toEqual({ passed: 7, failed: 0 });
});

test('a step that fails without a failed test counts as one, and the next step still runs', async () => {
  const steps = [
    { name: 'broken', command: 'node -e "process.exit(1)"', counts: counted(5, 0) },
    { name: 'not to be found', command: 'no-such-program' },
    { name: 'sound', command: 'node -e ""', counts: counted(1, 0) },
  ];
  expect(await runSteps(steps)).toEqual({ passed: 6, failed: 2 });
});

test('a step that counts its failures is not counted once more', async () => {
  const steps = [{ name: 'tests', command: 'node -e "process.exit(1)"', counts: counted(5, 2) }];
  expect(await runSteps(steps)).toEqual({ passed: 5, failed: 2 });
});
