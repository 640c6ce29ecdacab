import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { answeredNow, currentConsents, knownAnswers } from '../../../../domain/history/current-consents.ts';
import {
  type Consent,
  type ConsentOrigin,
  type ConsentPurpose,
  type ConsentState,
  consentPurposes,
} from '../../../../domain/model/customer-rows.ts';
import { useServices } from '../../../app/services.ts';
import { consentOriginWords, consentPurposeWords, consentStateWords } from '../../../app/vocabulary.ts';
import { DayText } from '../../../components/DateTexts.tsx';
import { useFormatting } from '../../../formatting/formatting-context.ts';
import styles from './Record.module.css';
import { SwitchRow } from './SwitchRow.tsx';
import { tapWithUndo } from './save-with-undo.tsx';

interface ConsentListProps {
  readonly customerId: string;
  readonly consents: readonly Consent[];
}

/** How somebody at a till can have been told. */
const askedHere = ['counter', 'phone', 'paper', 'web'] as const satisfies readonly ConsentOrigin[];

/** What the customer may be asked about, with the answer that holds, when and how it was given. Nothing is ever overwritten. */
export function ConsentList({ customerId, consents }: ConsentListProps) {
  const { t } = useLingui();
  const { mutate, newId, clock } = useServices();
  const [origin, setOrigin] = useState<ConsentOrigin>('counter');
  const current = currentConsents(consents);

  const record = (purpose: ConsentPurpose, state: ConsentState, replaces: string[], by: ConsentOrigin) => {
    const id = newId();
    const at = answeredNow(consents, purpose, clock.now());
    const consent = { id, customerId, purpose, state, origin: by, at, replaces };
    return { id, save: () => mutate('recordConsent', { consent }) };
  };
  const answer = (purpose: ConsentPurpose, isGiven: boolean) => {
    const before = current.get(purpose);
    const no = before?.state === 'given' ? 'withdrawn' : 'refused';
    const given = record(purpose, isGiven ? 'given' : no, knownAnswers(consents, purpose), origin);
    void tapWithUndo(
      given.save,
      <Trans>
        {t(consentPurposeWords[purpose])}: {t(consentStateWords[isGiven ? 'given' : no])}
      </Trans>,
      () => record(purpose, before?.state ?? 'not_asked', [given.id], before?.origin ?? 'other').save(),
    );
  };
  return (
    <section>
      <div className={styles.head}>
        <h3>
          <Trans>Consents</Trans>
        </h3>
        <div className={styles.origin}>
          <Trans>Answered</Trans>
          <NativeSelect
            aria-label={t`How the customer answers`}
            data={askedHere.map((value) => ({ value, label: t(consentOriginWords[value]) }))}
            onChange={(event) => {
              const found = askedHere.find((value) => value === event.currentTarget.value);
              if (found) setOrigin(found);
            }}
            value={origin}
          />
        </div>
      </div>
      {consentPurposes.map((purpose) => (
        <SwitchRow
          checked={current.get(purpose)?.state === 'given'}
          description={<Answer consent={current.get(purpose)} />}
          key={purpose}
          label={t(consentPurposeWords[purpose])}
          onChange={(isGiven) => answer(purpose, isGiven)}
        />
      ))}
    </section>
  );
}

function Answer({ consent }: { readonly consent: Consent | undefined }) {
  const { t } = useLingui();
  const { dayOf } = useFormatting();
  const state = consent?.state ?? 'not_asked';
  return (
    <>
      {t(consentStateWords[state])}
      {consent && state !== 'not_asked' && (
        <>
          {' · '}
          <DayText day={dayOf(consent.at)} />
          {' · '}
          {t(consentOriginWords[consent.origin])}
        </>
      )}
    </>
  );
}
