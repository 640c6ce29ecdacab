import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../../domain/errors.ts';
import { SignInDialog } from '../../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../../app/lock/use-verified.ts';
import { errorMessages } from '../../../app/messages.ts';
import { type CustomerView, useServices } from '../../../app/services.ts';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { notifySaved } from '../../../components/notify-saved.tsx';
import { useRecord } from '../queries.ts';
import styles from './Erased.module.css';

interface EraseDialogProps {
  readonly view: CustomerView;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Shows what goes and what stays, and erases the person after the own password of whoever does it. */
export function EraseDialog({ view, opened, onClose }: EraseDialogProps) {
  const { t } = useLingui();
  const { mutate, newId } = useServices();
  const verified = useVerified();
  const [isSure, setIsSure] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { customer, group } = view;
  const close = () => {
    setIsSure(false);
    setRefusal(null);
    onClose();
  };
  const erase = async () => {
    const result = await mutate('eraseCustomer', { id: newId(), customerIds: [...group.memberIds] });
    if (!result.saved) {
      setRefusal(result.refusals[0] ?? { code: 'internal_error' });
      return;
    }
    close();
    notifySaved({ message: t`The person is erased on this device` });
  };
  return (
    <>
      <ConfirmDialog
        canConfirm={isSure}
        confirmLabel={<Trans>Erase for good</Trans>}
        consequence={
          <Trans>
            Nothing brings it back, neither here nor on another device nor from a backup. Whatever comes later
            about this person is refused.
          </Trans>
        }
        danger
        keepLabel={<Trans>Keep the person</Trans>}
        onConfirm={() => verified.run(() => void erase())}
        onKeep={close}
        opened={opened && !verified.asking}
        question={<Trans>Erase {customer.name}?</Trans>}
      >
        <Preview view={view} />
        {refusal && (
          <ErrorNotice title={<Trans>Nothing was erased</Trans>}>
            {t(errorMessages[refusal.code])}
          </ErrorNotice>
        )}
        <Checkbox
          checked={isSure}
          label={<Trans>This is the person who asked for it</Trans>}
          onChange={(event) => setIsSure(event.currentTarget.checked)}
        />
      </ConfirmDialog>
      <SignInDialog verified={verified} />
    </>
  );
}

function Preview({ view: { customer, group } }: Pick<EraseDialogProps, 'view'>) {
  const { data: record } = useRecord(customer.id);
  const notes = record?.notes.length ?? 0;
  const messages = record?.communications.length ?? 0;
  const addresses = record?.addresses.length ?? 0;
  const others = group.memberIds.length - 1;
  return (
    <dl className={styles.preview}>
      <dt>
        <Trans>Goes</Trans>
      </dt>
      <dd>
        <Trans>Name, phone, e-mail, tags, preferences, consents and the history of changes</Trans>
      </dd>
      {notes > 0 && (
        <dd>
          <Plural one="# note" other="# notes" value={notes} />
        </dd>
      )}
      {messages > 0 && (
        <dd>
          <Plural one="# message" other="# messages" value={messages} />
        </dd>
      )}
      {addresses > 0 && (
        <dd>
          <Plural one="# address" other="# addresses" value={addresses} />
        </dd>
      )}
      {others > 0 && (
        <dd>
          <Plural
            one="The same of # customer who was merged with this one"
            other="The same of # customers who were merged with this one"
            value={others}
          />
        </dd>
      )}
      <dt>
        <Trans>Stays</Trans>
      </dt>
      <dd>
        <Trans>Purchases, without a name, and every figure of the shop</Trans>
      </dd>
    </dl>
  );
}
