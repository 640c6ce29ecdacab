import { Trans, useLingui } from '@lingui/react/macro';
import { IconUsers } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { CannotRead } from '../../components/CannotRead.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ProgressPanel } from '../../components/ProgressPanel.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { Compare } from './Compare.tsx';
import { DuplicateList } from './DuplicateList.tsx';
import styles from './MergeRoute.module.css';
import { useDuplicates } from './queries.ts';
import { useTellApart } from './use-tell-apart.tsx';

/** Customers who are likely there twice, the surest first, each two side by side (REQ-M5). */
export function Component() {
  const { t } = useLingui();
  const [search] = useSearchParams();
  const [firstId, secondId] = [search.get('first'), search.get('second')];
  const { data, error } = useDuplicates();
  const isChosen = firstId !== null && secondId !== null;
  return (
    <>
      <PageHeader
        back={isChosen ? paths.duplicates.to() : paths.customers.to()}
        title={t`Duplicates`}
        wideTitle={t`Likely duplicates`}
      />
      {error ? (
        <CannotRead title={<Trans>The customers cannot be compared</Trans>} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : data.progress < 1 && data.pairs.length === 0 ? (
        <ProgressPanel
          detail={<Trans>Names, phone numbers and e-mail addresses, on this device</Trans>}
          share={data.progress}
          title={t`Comparing all customers`}
        />
      ) : data.total === 0 ? (
        <NobodyTwice />
      ) : (
        <div className={styles.screen} data-chosen={isChosen || undefined}>
          <div className={styles.pick}>
            <DuplicateList answer={data} chosen={isChosen ? [firstId, secondId] : null} />
          </div>
          <div className={styles.compare}>
            {isChosen ? (
              <SideBySide firstId={firstId} key={`${firstId} ${secondId}`} secondId={secondId} />
            ) : (
              <EmptyState icon={IconUsers} title={<Trans>Choose two</Trans>}>
                <Trans>
                  Both stand here side by side. Nothing changes until you merge, and a merge can be taken
                  back.
                </Trans>
              </EmptyState>
            )}
          </div>
        </div>
      )}
    </>
  );
}

function NobodyTwice() {
  return (
    <EmptyState icon={IconUsers} title={<Trans>Nobody seems to be here twice</Trans>}>
      <Trans>
        All customers on this device were compared by name, phone and e-mail. Two of a common name alone are
        not taken for one.
      </Trans>
    </EmptyState>
  );
}

interface SideBySideProps {
  readonly firstId: string;
  readonly secondId: string;
}

function SideBySide({ firstId, secondId }: SideBySideProps) {
  const first = useCustomer(firstId);
  const second = useCustomer(secondId);
  const tellApart = useTellApart(paths.duplicates.to());
  if (first.error || second.error) return <CannotRead title={<Trans>This customer cannot be read</Trans>} />;
  if (first.data === undefined || second.data === undefined) return <SkeletonRows />;
  if (!first.data || !second.data || first.data.group.rootId === second.data.group.rootId) {
    return (
      <EmptyState icon={IconUsers} title={<Trans>These two are done</Trans>}>
        <Trans>Choose the next two.</Trans>
      </EmptyState>
    );
  }
  const onNotTheSame = () => tellApart(firstId, secondId);
  return (
    <Compare first={first.data} queue={{ path: paths.duplicates.to(), onNotTheSame }} second={second.data} />
  );
}
