import { Trans } from '@lingui/react/macro';
import { useParams } from 'react-router';
import { paths } from '../../../app/paths.ts';
import { useServices } from '../../../app/services.ts';
import { useCustomer } from '../../../app/shared-queries.ts';
import { CannotRead } from '../../../components/CannotRead.tsx';
import { ContentDrawer } from '../../../components/ContentDrawer.tsx';
import { SkeletonRows } from '../../../components/SkeletonRows.tsx';
import { useGoBack } from '../../../components/use-go-back.ts';
import { useLive } from '../../../replica/use-live.ts';
import { EventItem } from './EventItem.tsx';
import { groupEvents } from './group-events.ts';
import styles from './History.module.css';

/** Over the profile: who changed what of the record, from what to what, when and on which device. */
export function Component() {
  const { customerId = '' } = useParams();
  const { replica } = useServices();
  const { data: view } = useCustomer(customerId);
  const { data: events, error } = useLive(['history', customerId], () => replica.history(customerId));
  const close = useGoBack(paths.customer.to(customerId));
  return (
    <ContentDrawer
      onClose={close}
      opened
      subtitle={view?.customer.name}
      title={<Trans>History of changes</Trans>}
    >
      {error ? (
        <CannotRead title={<Trans>The history cannot be read</Trans>} />
      ) : events === undefined ? (
        <SkeletonRows rows={4} />
      ) : (
        <ol className={styles.list}>
          {groupEvents(events).map((group) => (
            <EventItem events={group} key={group[0].id} />
          ))}
        </ol>
      )}
    </ContentDrawer>
  );
}
