/** A process that plays runs, one after another, for the command that asks for them. */
import { standInForBrowser } from './browser.ts';
import { takeOverDisks } from './disk.ts';
import { Run, type RunReport, type RunWishes } from './run.ts';
import { shrink } from './shrink.ts';
import { makeTemplate } from './template.ts';
import { takeOverTime } from './world.ts';

export interface PlayWishes extends RunWishes {
  /** A run that breaks a rule is made smaller. */
  readonly shrinks: boolean;
  /** The trace is wanted also where no rule is broken. */
  readonly traces: boolean;
}

export interface Played {
  readonly report: RunReport;
  /** What was left of a run that was made smaller. */
  readonly smallest: RunWishes | null;
}

/** Where an error comes from is told with a trace; to find it out each time costs a tenth of a run. */
const linesOfStack = 10;

/** Plays what its parent asks for until the parent lets go. */
export async function playForParent(): Promise<void> {
  const template = await makeTemplate();
  takeOverTime();
  takeOverDisks();
  standInForBrowser();
  const play = async ({ shrinks, traces, ...wishes }: PlayWishes): Promise<Played> => {
    const usedBefore = process.cpuUsage();
    Error.stackTraceLimit = traces ? linesOfStack : 0;
    let report = await new Run(wishes, template).play();
    let smallest: RunWishes | null = null;
    if (report.violation && shrinks) ({ report, wishes: smallest } = await shrink(wishes, report, template));
    const { user, system } = process.cpuUsage(usedBefore);
    const trace = report.violation || traces ? report.trace : [];
    return { report: { ...report, trace, processorMs: (user + system) / 1000 }, smallest };
  };
  let last: Promise<void> = Promise.resolve();
  process.on('message', (wishes: PlayWishes) => {
    last = last.then(async () => void process.send?.(await play(wishes)));
  });
  process.on('disconnect', () => {
    template.remove();
    process.exit();
  });
}
