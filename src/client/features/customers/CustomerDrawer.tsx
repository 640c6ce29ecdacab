import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Refusal } from '../../../domain/errors.ts';
import { paths } from '../../app/paths.ts';
import { type ComparedFields, useShop } from '../../app/services.ts';
import { TwinNotice } from '../../app/twins/TwinNotice.tsx';
import { useTwinWarning } from '../../app/twins/use-twins.ts';
import { ContentDrawer } from '../../components/ContentDrawer.tsx';
import { CustomerForm } from './CustomerForm.tsx';
import { type CustomerDraft, comparedFieldsOf, placeRefusal } from './customer-draft.ts';

interface CustomerDrawerProps {
  /** Whose fields they are; null for a new customer. */
  readonly customerId: string | null;
  readonly title: ReactNode;
  readonly start: CustomerDraft;
  /** What is known to be wrong with it from the beginning. */
  readonly refused?: readonly Refusal[] | undefined;
  /** Saves what was typed; answers why it could not. */
  readonly save: (draft: CustomerDraft) => Promise<readonly Refusal[]>;
  readonly onClose: () => void;
}

/** The form of a customer in a drawer. A refusal leaves everything as it was typed. */
export function CustomerDrawer({
  customerId,
  title,
  start,
  refused = [],
  save,
  onClose,
}: CustomerDrawerProps) {
  const { currency } = useShop().setting;
  const formId = useId();
  const [draft, setDraft] = useState(start);
  const [refusals, setRefusals] = useState(refused);
  const [saving, setSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const compared = comparedFieldsOf(draft);
  const saysWho = customerId === null || !isSame(compared, comparedFieldsOf(start));
  const { twins, mayBeSaved } = useTwinWarning(compared, customerId, saysWho);

  // What was refused may lie outside of the part that is in sight.
  useEffect(() => {
    if (refusals.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);

  const submit = async () => {
    // A second tap while the first is being saved would make a second customer.
    if (saving) return;
    setSaving(true);
    try {
      if (await mayBeSaved()) setRefusals(await save(draft));
    } finally {
      setSaving(false);
    }
  };

  return (
    <ContentDrawer
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button color="accent" form={formId} type="submit" variant="filled">
            {twins.length > 0 && customerId === null ? (
              <Trans>Save anyway</Trans>
            ) : (
              <Trans>Save customer</Trans>
            )}
          </Button>
        </>
      }
      notice={
        <TwinNotice
          action={(row) => (
            <Button component={Link} to={paths.customer.to(row.customerId)}>
              <Trans>Open</Trans>
            </Button>
          )}
          twins={twins}
        />
      }
      onClose={onClose}
      opened
      title={title}
    >
      <CustomerForm
        currency={currency}
        draft={draft}
        formRef={form}
        id={formId}
        onChange={(changes) => setDraft((before) => ({ ...before, ...changes }))}
        onSubmit={() => void submit()}
        refusals={refusals.map((refusal) => placeRefusal(refusal, draft))}
      />
    </ContentDrawer>
  );
}

function isSame(one: ComparedFields, other: ComparedFields): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
