import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { Staff } from '../../../domain/model/shop.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { namesOf } from '../../app/seen-places.ts';
import { useServices, useShop } from '../../app/services.ts';
import { useStaffWithPin } from '../../app/shared-queries.ts';
import { roleWords } from '../../app/vocabulary.ts';
import { Icon } from '../../components/Icon.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { StaffAvatar } from '../../components/StaffAvatar.tsx';
import { ListCard } from './ListCard.tsx';
import { PinDialog } from './PinDialog.tsx';
import { StaffDialog } from './StaffDialog.tsx';
import styles from './StaffRoute.module.css';

/** The people of the shop: their roles, and whether they have a PIN here. */
export function StaffCard() {
  const { t, i18n } = useLingui();
  const { locations, staff } = useShop();
  const { mutate } = useServices();
  const { data: withPin = [] } = useStaffWithPin();
  const verified = useVerified();
  const [edited, setEdited] = useState<Staff | 'new' | null>(null);
  const [pinOf, setPinOf] = useState<Staff | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const placesOf = (ids: readonly string[]) => {
    const places = namesOf(
      locations.filter(({ id }) => ids.includes(id)),
      i18n.locale,
    );
    return t`only ${places}`;
  };
  const setActive = async (person: Staff, active: boolean) => {
    const result = await mutate(active ? 'reactivateStaff' : 'deactivateStaff', { id: person.id });
    if (!result.saved) {
      setRefusal(result.refusals[0] ?? { code: 'internal_error' });
      return;
    }
    setRefusal(null);
    notifySaved({
      message: active ? t`${person.name} may work here again` : t`${person.name} has no rights any more`,
      onUndo: () => void setActive(person, !active),
    });
  };
  return (
    <ListCard
      action={
        <Button
          leftSection={<Icon icon={IconUserPlus} />}
          onClick={() => verified.run(() => setEdited('new'))}
          variant="filled"
        >
          <Trans>Add a person</Trans>
        </Button>
      }
      refusal={refusal}
      title={<Trans>Staff</Trans>}
    >
      <ul aria-label={t`Staff`}>
        {staff.map((person) => (
          <li className={styles.row} key={person.id}>
            <StaffAvatar name={person.name} />
            <div className={styles.words}>
              <p className={styles.name}>{person.name}</p>
              <p className={styles.facts}>
                {person.name !== t(roleWords[person.role]) && `${t(roleWords[person.role])} · `}
                {person.locationIds && `${placesOf(person.locationIds)} · `}
                <Standing hasPin={withPin.includes(person.id)} person={person} />
              </p>
            </div>
            <div className={styles.actions}>
              {person.active && (
                <>
                  <Button onClick={() => verified.run(() => setPinOf(person))}>
                    {withPin.includes(person.id) ? <Trans>New PIN</Trans> : <Trans>Set a PIN</Trans>}
                  </Button>
                  <Button onClick={() => verified.run(() => setEdited(person))}>
                    <Trans>Edit</Trans>
                  </Button>
                </>
              )}
              {person.role !== 'owner' && (
                <Button
                  onClick={() => verified.run(() => void setActive(person, !person.active))}
                  variant="subtle"
                >
                  {person.active ? <Trans>Take rights away</Trans> : <Trans>Give rights back</Trans>}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <StaffDialog edited={edited} onClose={() => setEdited(null)} />
      <PinDialog onClose={() => setPinOf(null)} person={pinOf} />
      <SignInDialog verified={verified} />
    </ListCard>
  );
}

function Standing({ person, hasPin }: { readonly person: Staff; readonly hasPin: boolean }) {
  if (!person.active) return <Trans>without rights</Trans>;
  return hasPin ? <Trans>PIN on this device</Trans> : <Trans>no PIN on this device</Trans>;
}
