import { Trans } from '@lingui/react/macro';
import type { ImportProgress } from '../../app/services.ts';
import { useServices } from '../../app/services.ts';
import { ProgressPanel } from '../../components/ProgressPanel.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';

interface RunProgressProps {
  readonly title: string;
  readonly progress: ImportProgress | null;
}

/** How far a run is, in rows and bytes, with the way to stop it. */
export function RunProgress({ title, progress }: RunProgressProps) {
  const { imports } = useServices();
  const { count, bytes } = useFormatting();
  const total = progress?.bytesTotal ?? 0;
  const rows = count(progress?.rowsRead ?? 0);
  const read = bytes(progress?.bytesRead ?? 0);
  const of = bytes(total);
  return (
    <ProgressPanel
      detail={
        <Trans>
          {rows} rows · {read} of {of}
        </Trans>
      }
      onStop={() => void imports.cancel()}
      share={progress === null || total === 0 ? null : Math.min(1, progress.bytesRead / total)}
      title={title}
    />
  );
}
