/** Makes a failing run smaller: fewer kinds of faults, then fewer deeds, as long as the same rule is broken. */
import { faultKinds } from './faults.ts';
import { Run, type RunReport, type RunWishes } from './run.ts';
import type { Template } from './template.ts';

export async function shrink(
  wishes: RunWishes,
  failed: RunReport,
  template: Template,
): Promise<{ wishes: RunWishes; report: RunReport }> {
  let smallest = { wishes, report: failed };
  const tryOut = async (smaller: RunWishes): Promise<void> => {
    const report = await new Run(smaller, template).play();
    if (report.violation?.invariant === failed.violation?.invariant) smallest = { wishes: smaller, report };
  };
  for (const kind of Object.keys(faultKinds)) {
    if (kind in smallest.report.faults)
      await tryOut({ ...smallest.wishes, without: [...smallest.wishes.without, kind] });
  }
  for (let deeds = smallest.report.deeds; deeds > 1; ) {
    deeds = Math.floor(deeds / 2);
    await tryOut({ ...smallest.wishes, deeds });
  }
  return smallest;
}
