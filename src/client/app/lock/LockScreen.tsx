import { Trans, useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { worksAt } from '../../../domain/authority/permissions.ts';
import type { Staff } from '../../../domain/model/shop.ts';
import { StaffAvatar } from '../../components/StaffAvatar.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { SyncChip } from '../SyncChip.tsx';
import { useServices, useShop } from '../services.ts';
import { roleWords } from '../vocabulary.ts';
import styles from './LockScreen.module.css';
import { lockStore } from './lock-store.ts';
import { PinPad } from './PinPad.tsx';
import { SignInForm } from './SignInForm.tsx';
import { idleMinutes } from './use-idle-lock.ts';

/** Who is at the till? A person and a PIN; what is on the screens stays hidden until then. */
export default function LockScreen({ withPin }: { readonly withPin: readonly string[] }) {
  const { t } = useLingui();
  const { people } = useServices();
  const { staff, actorId, device, nature } = useShop();
  const here = staff.filter(
    (person) => person.active && withPin.includes(person.id) && worksAt(person, device.locationId),
  );
  const [chosen, setChosen] = useState(
    () => here.find(({ id }) => id === actorId)?.id ?? here[0]?.id ?? null,
  );
  const [signingIn, setSigningIn] = useState(here.length === 0);
  const person = here.find(({ id }) => id === chosen);
  const unlock = () => lockStore.getState().unlock();
  return (
    <main className={styles.screen}>
      <section className={styles.people}>
        <LockHead />
        <h2 className={styles.question}>
          <Trans>Who is at the till?</Trans>
        </h2>
        <ul aria-label={t`Staff`} className={styles.staff}>
          {here.map((one) => (
            <li key={one.id}>
              <PersonTile
                chosen={one.id === chosen && !signingIn}
                onChoose={() => {
                  setChosen(one.id);
                  setSigningIn(false);
                }}
                person={one}
              />
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.entry}>
        <div className={styles.chip}>
          <SyncChip />
        </div>
        {signingIn || !person ? (
          <SignInForm onSignedIn={unlock} takesOver />
        ) : (
          <PinPad
            hint={<Trans>Carts are kept. Locks by itself after {idleMinutes} minutes.</Trans>}
            key={person.id}
            name={person.name}
            onPin={(pin) => people.takeOver(person.id, pin)}
            onRight={unlock}
          />
        )}
        {nature === 'connected' && !signingIn && (
          <UnstyledButton className={styles.other} onClick={() => setSigningIn(true)}>
            <Trans>PIN forgotten? Sign in with your password</Trans>
          </UnstyledButton>
        )}
      </section>
    </main>
  );
}

function LockHead() {
  const { setting, locations, device } = useShop();
  const { day, today, time, now } = useFormatting();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 10_000);
    return () => clearInterval(timer);
  }, [now]);
  const place = locations.find(({ id }) => id === device.locationId)?.name ?? '';
  return (
    <header className={styles.head}>
      <div>
        <h1 className={styles.shop}>{setting.shopName}</h1>
        <p className={styles.place}>
          {[place, device.name, day(today(), 'weekday')].filter(Boolean).join(' · ')}
        </p>
      </div>
      <p className={styles.clock}>{time(at)}</p>
    </header>
  );
}

interface PersonTileProps {
  readonly person: Staff;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function PersonTile({ person, chosen, onChoose }: PersonTileProps) {
  const { t } = useLingui();
  return (
    <UnstyledButton aria-pressed={chosen} className={styles.person} onClick={onChoose}>
      <StaffAvatar name={person.name} />
      <span className={styles.words}>
        <span className={styles.name}>{person.name}</span>
        <span className={styles.role}>{t(roleWords[person.role])}</span>
      </span>
    </UnstyledButton>
  );
}
