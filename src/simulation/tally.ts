/** What runs have met and checked, added up over seeds and processes. */
import { appendFileSync } from 'node:fs';
import { type FaultKind, faultKinds } from './faults.ts';
import type { RunReport } from './run.ts';

export interface Sums {
  seeds: number;
  failed: number;
  deeds: number;
  steps: number;
  simulatedMs: number;
  processorMs: number;
  readonly faults: Record<string, number>;
  readonly checks: Record<string, number>;
}

function noSums(): Sums {
  return { seeds: 0, failed: 0, deeds: 0, steps: 0, simulatedMs: 0, processorMs: 0, faults: {}, checks: {} };
}

export class Tally {
  sums: Sums = noSums();
  /** Seeds that were played and seeds that broke a rule, also those that were handed over. */
  seedsInAll = 0;
  failedInAll = 0;
  readonly #startedAt = performance.now();

  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  add(report: RunReport): void {
    const { violation, faults, checks, deeds, steps, simulatedMs, processorMs } = report;
    this.join({
      seeds: 1,
      failed: violation ? 1 : 0,
      deeds,
      steps,
      simulatedMs,
      processorMs,
      faults: { ...faults },
      checks: { ...checks },
    });
  }

  join(other: Sums): void {
    const { sums } = this;
    for (const field of ['seeds', 'failed', 'deeds', 'steps', 'simulatedMs', 'processorMs'] as const)
      sums[field] += other[field];
    this.seedsInAll += other.seeds;
    this.failedInAll += other.failed;
    addAll(sums.faults, other.faults);
    addAll(sums.checks, other.checks);
  }

  /** Adds the sums so far to a file as a line, and begins anew. */
  handOver(file: string): void {
    appendFileSync(file, `${JSON.stringify(this.sums)}\n`);
    this.sums = noSums();
  }

  print(): void {
    const { seeds, failed, deeds, steps, simulatedMs, processorMs, faults, checks } = this.sums;
    console.log('\nfaults');
    for (const kind of Object.keys(faultKinds) as FaultKind[]) {
      console.log(`  ${String(faults[kind] ?? 0).padStart(9)}  ${kind}: ${faultKinds[kind]}`);
    }
    console.log('checks');
    for (const [invariant, count] of Object.entries(checks).sort()) {
      console.log(`  ${String(count).padStart(9)}  ${invariant}`);
    }
    const hours = (simulatedMs / 3_600_000).toFixed(1);
    const each = (processorMs / seeds).toFixed(0);
    console.log(`${seeds} seeds, ${deeds} deeds, ${steps} steps, ${hours} simulated hours`);
    console.log(`${this.seconds.toFixed(1)} s, ${each} ms of a processor for a seed`);
    console.log(failed === 0 ? 'no rule was broken' : `${failed} seeds broke a rule`);
  }
}

function addAll(sums: Record<string, number>, added: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(added)) sums[name] = (sums[name] ?? 0) + count;
}
