import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useOnce } from '../../components/use-once.ts';
import { RefusalWords } from '../RefusalWords.tsx';
import type { ReceiptView } from '../services.ts';
import { type NewOwner, useLinkSale } from './use-link-sale.tsx';

/** Whose purchase a document shall be; null for nobody. */
interface WantedLink {
  readonly receipt: ReceiptView;
  readonly owner: NewOwner | null;
}

interface LinkFrameProps {
  readonly title: ReactNode;
  /** The words of the button that links. */
  readonly action: ReactNode;
  /** Null while there is nothing to link. */
  readonly wanted: WantedLink | null;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The dialog around the choice of a receipt and its customer: links them, or says why not and stays. */
export function LinkFrame({ title, action, wanted, opened, onClose, children }: LinkFrameProps) {
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const link = useLinkSale();
  const once = useOnce();
  const close = () => {
    setRefusals([]);
    onClose();
  };
  const save = () =>
    once(async () => {
      if (!wanted) return;
      const refused = await link(wanted.receipt, wanted.owner);
      if (refused.length === 0) close();
      else setRefusals(refused);
    });
  return (
    <ContentModal
      actions={
        <>
          <Button onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button disabled={!wanted} onClick={() => void save()} variant="filled">
            {action}
          </Button>
        </>
      }
      onClose={close}
      opened={opened}
      title={title}
      width={560}
    >
      {refusals.length > 0 && (
        <ErrorNotice title={<Trans>Not saved</Trans>}>
          <RefusalWords refusals={refusals} />
        </ErrorNotice>
      )}
      {children}
    </ContentModal>
  );
}
