import type { OpenCarts } from '../platform/saved-till.ts';
import type { AppUpdates } from '../platform/service-worker.ts';
import type { WorkerWatch } from '../worker/watch-worker.ts';
import { AtTheTill } from './AtTheTill.tsx';
import { ReadBackNotice } from './ReadBackNotice.tsx';
import { SyncChip } from './SyncChip.tsx';
import type { ShellParts } from './shell/Shell.tsx';
import { UnkeptNotice } from './UnkeptNotice.tsx';
import { UpdateNotice } from './UpdateNotice.tsx';
import { WorkerNotice } from './WorkerNotice.tsx';

interface ShellSources {
  readonly updates: AppUpdates;
  readonly carts: OpenCarts;
  readonly watch: WorkerWatch;
  readonly reload: () => void;
}

/** What stands in the shell around every screen. */
export function createShellParts({ updates, carts, watch, reload }: ShellSources): ShellParts {
  return {
    search: null,
    syncChip: <SyncChip />,
    avatar: <AtTheTill />,
    notices: (
      <>
        <WorkerNotice reload={reload} watch={watch} />
        <UnkeptNotice />
        <ReadBackNotice />
        <UpdateNotice carts={carts} updates={updates} />
      </>
    ),
  };
}
