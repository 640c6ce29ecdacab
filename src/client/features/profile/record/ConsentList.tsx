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
import { objectsToProfiling } from '../../../../domain/privacy/profiling.ts';
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

/** Profiling is not asked about; a customer objects to it. */
const asked = consentPurposes.filter((purpose) => purpose !== 'profiling');

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
  /** An objection is a no that nobody has to be asked for; to take it back is not to agree. */
  const object = (isObjecting: boolean) => {
    const before = current.get('profiling');
    const no = before?.state === 'given' ? 'withdrawn' : 'refused';
    const known = knownAnswers(consents, 'profiling');
    const given = record('profiling', isObjecting ? no : 'not_asked', known, origin);
    void tapWithUndo(
      given.save,
      isObjecting ? (
        <Trans>The customer objects to profiling</Trans>
      ) : (
        <Trans>No objection to profiling</Trans>
      ),
      () => record('profiling', before?.state ?? 'not_asked', [given.id], before?.origin ?? 'other').save(),
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
      {asked.map((purpose) => (
        <SwitchRow
          checked={current.get(purpose)?.state === 'given'}
          description={<Answer consent={current.get(purpose)} />}
          key={purpose}
          label={t(consentPurposeWords[purpose])}
          onChange={(isGiven) => answer(purpose, isGiven)}
        />
      ))}
      <SwitchRow
        checked={objectsToProfiling(consents)}
        description={<Answer consent={current.get('profiling')} />}
        label={t`Objects to value, scores and predictions`}
        onChange={object}
      />
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
