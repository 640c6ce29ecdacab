import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { limitExceeded, mayApprove } from '../../../domain/authority/approval.ts';
import type { Sale } from '../../../domain/model/sale.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import { useServices, useShop } from '../services.ts';
import { useStaffWithPin } from '../shared-queries.ts';
import { PinPad } from './PinPad.tsx';

interface Asked {
  readonly sale: Sale;
  readonly kind: 'refund' | 'discount';
  readonly answer: (approved: boolean) => void;
}

export interface Approval {
  /** Resolves to whether the document may be saved: nobody is needed, a manager has agreed, or the person went back. */
  readonly ask: (sale: Sale) => Promise<boolean>;
  /** Whether the person at the till may agree to what goes beyond the limits. */
  readonly isManager: boolean;
  /** Whether a manager is being asked: digits are a PIN then. */
  readonly isAsking: boolean;
  readonly dialog: ReactNode;
}

/** Asks a manager, over the screen that is open, for what the person at the till may not do alone. */
export function useApproval(): Approval {
  const { staff, actorId, setting, device } = useShop();
  const [asked, setAsked] = useState<Asked | null>(null);
  const actor = staff.find(({ id }) => id === actorId);
  const isManager = actor !== undefined && mayApprove(actor, device.locationId);
  const close = (approved: boolean) => {
    asked?.answer(approved);
    setAsked(null);
  };
  return {
    isManager,
    isAsking: asked !== null,
    ask(sale) {
      const kind = limitExceeded(sale, setting);
      if (kind === null || isManager) return Promise.resolve(true);
      return new Promise((answer) => setAsked({ sale, kind, answer }));
    },
    dialog: (
      <ContentModal
        onClose={() => close(false)}
        opened={asked !== null}
        title={<Trans>A manager has to agree</Trans>}
      >
        {asked && <ManagerPin asked={asked} onAgreed={() => close(true)} />}
      </ContentModal>
    ),
  };
}

function ManagerPin({ asked, onAgreed }: { readonly asked: Asked; readonly onAgreed: () => void }) {
  const { t } = useLingui();
  const { people } = useServices();
  const { staff, device } = useShop();
  const { data: withPin = [] } = useStaffWithPin();
  const managers = staff.filter(
    (person) => mayApprove(person, device.locationId) && withPin.includes(person.id),
  );
  const [chosen, setChosen] = useState(managers[0]?.id ?? null);
  const manager = managers.find(({ id }) => id === chosen);
  if (!manager) {
    return (
      <Trans>
        No manager has a PIN on this device. Nothing was saved; under Staff and devices one can be set.
      </Trans>
    );
  }
  return (
    <>
      {managers.length > 1 && (
        <NativeSelect
          data={managers.map(({ id, name }) => ({ value: id, label: name }))}
          label={t`Manager`}
          onChange={(event) => setChosen(event.currentTarget.value)}
          value={manager.id}
        />
      )}
      <PinPad
        hint={
          asked.kind === 'refund' ? (
            <Trans>Agrees to this refund</Trans>
          ) : (
            <Trans>Agrees to this discount</Trans>
          )
        }
        key={manager.id}
        name={manager.name}
        onPin={(pin) => people.approve(manager.id, pin, { subjectId: asked.sale.id, kind: asked.kind })}
        onRight={onAgreed}
      />
    </>
  );
}
