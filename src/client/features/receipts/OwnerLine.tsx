import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconLink, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { followedBy } from '../../../domain/metrics/owner.ts';
import { paths } from '../../app/paths.ts';
import type { ReceiptView } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { useMay } from '../../app/use-may.ts';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { LinkDialog } from './LinkDialog.tsx';
import styles from './ReceiptBody.module.css';
import { useShopNames } from './use-document-words.ts';

interface OwnerLineProps {
  readonly receipt: ReceiptView;
  /** Whether it lies over the profile of its customer, whose name needs no line. */
  readonly overProfile: boolean;
}

/** Whose purchase it is, since when if not from the beginning, and the way to say that it is somebody else's. */
export function OwnerLine({ receipt, overProfile }: OwnerLineProps) {
  const [opened, setOpened] = useState(false);
  const mayLink = useMay('linkSale');
  const { sale, ownerId, link } = receipt;
  // What is returned goes with the receipt that it was bought on.
  const canChange = mayLink && followedBy(sale) === null;
  return (
    <div className={styles.owner}>
      <p className={styles.customer}>
        {(!overProfile || ownerId === null) && <Icon icon={IconUser} />}
        {ownerId === null ? <Trans>Guest</Trans> : !overProfile && <CustomerName customerId={ownerId} />}
      </p>
      {canChange && (
        <Button onClick={() => setOpened(true)} variant="subtle">
          {ownerId === null ? <Trans>Link to a customer…</Trans> : <Trans>Wrong customer?</Trans>}
        </Button>
      )}
      {link && <LinkedSince link={link} soldTo={sale.customerId} />}
      <LinkDialog onClose={() => setOpened(false)} opened={opened} receipt={receipt} />
    </div>
  );
}

function CustomerName({ customerId }: { readonly customerId: string }) {
  const { data: view } = useCustomer(customerId);
  return view ? <Link to={paths.customer.to(view.customer.id)}>{view.customer.name}</Link> : null;
}

interface LinkedSinceProps {
  readonly link: NonNullable<ReceiptView['link']>;
  readonly soldTo: string | null;
}

function LinkedSince({ link, soldTo }: LinkedSinceProps) {
  const { t } = useLingui();
  const { day, dayOf, time } = useFormatting();
  const { person } = useShopNames();
  const { data: before } = useCustomer(soldTo ?? '');
  const date = day(dayOf(link.linkedAt), 'full');
  const clock = time(link.linkedAt);
  const former = before?.customer.name;
  const by = person(link.linkedBy);
  const what =
    former === undefined
      ? t`Linked later, on ${date}, ${clock}`
      : link.customerId === null
        ? t`Taken from ${former} on ${date}, ${clock}`
        : t`Moved from ${former} on ${date}, ${clock}`;
  return (
    <p className={styles.linked}>
      <Icon icon={IconLink} size={16} />
      <span>{by === null ? what : `${what} · ${by}`}</span>
    </p>
  );
}
