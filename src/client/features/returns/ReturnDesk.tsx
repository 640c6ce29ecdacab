import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { usePlacesHere } from '../../app/seen-places.ts';
import type { ReceiptView } from '../../app/services.ts';
import { Icon } from '../../components/Icon.tsx';
import { SideColumn } from '../../components/SideColumn.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ReturnDesk.module.css';
import { ReturnHead } from './ReturnHead.tsx';
import { ReturnLines } from './ReturnLines.tsx';
import { chooseAll, type ReturnDraft, withinReach } from './return-draft.ts';
import { Settlement } from './Settlement.tsx';
import { SettlementFoot } from './SettlementFoot.tsx';
import { useRefund } from './use-refund.ts';

/** The lines of the receipt at the start, the settlement at the end. */
export function ReturnDesk({ view }: { readonly view: ReceiptView }) {
  const [chosen, setDraft] = useState<ReturnDraft>([]);
  const { now, time } = useFormatting();
  const draft = withinReach(chosen, view.returnable);
  const refund = useRefund(view, draft);
  const at = time(now());
  const places = usePlacesHere();
  return (
    <SideColumn
      main={
        <div className={styles.main}>
          <ReturnHead
            action={
              <Button onClick={() => setDraft(chooseAll(draft, view.returnable))}>
                <Trans>Return all that is left</Trans>
              </Button>
            }
            sale={view.sale}
          />
          <ReturnLines draft={draft} onChange={setDraft} view={view} />
          <p className={styles.remark}>
            <Icon icon={IconHistory} />
            {view.isPartial ? (
              <Trans>
                The history is still being loaded onto this device: some of these goods may have come back
                already. Should that be so, both returns stay and a manager is told.
              </Trans>
            ) : places !== null ? (
              <Trans>
                Counted with every return at {places} known on this device at {at}. Should goods have come
                back elsewhere, both returns stay and a manager is told.
              </Trans>
            ) : (
              <Trans>
                Counted with every return known on this device at {at}. Should another one have taken the same
                goods since, both stay and a manager is told.
              </Trans>
            )}
          </p>
        </div>
      }
      side={<Settlement draft={draft} refund={refund} sale={view.sale} />}
      sideFooter={<SettlementFoot draft={draft} refund={refund} sale={view.sale} />}
    />
  );
}
