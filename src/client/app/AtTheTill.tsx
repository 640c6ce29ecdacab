import { useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { Link } from 'react-router';
import { StaffAvatar } from '../components/StaffAvatar.tsx';
import styles from './AtTheTill.module.css';
import { lockStore } from './lock/lock-store.ts';
import { paths } from './paths.ts';
import { useShop } from './services.ts';
import { useStaffWithPin } from './shared-queries.ts';

/** Who is at the till. A tap locks the device for the next person; where nobody has a PIN yet, it leads to where one is given. */
export function AtTheTill() {
  const { t } = useLingui();
  const { staff, actorId } = useShop();
  const { data: withPin = [] } = useStaffWithPin();
  const name = staff.find(({ id }) => id === actorId)?.name ?? t`Owner`;
  if (withPin.length === 0) {
    return (
      <Link aria-label={t`${name}, staff and PINs`} className={styles.link} to={paths.staff.to()}>
        <StaffAvatar name={name} />
      </Link>
    );
  }
  return (
    <UnstyledButton aria-label={t`${name}, lock this device`} onClick={() => lockStore.getState().lock()}>
      <StaffAvatar name={name} />
    </UnstyledButton>
  );
}
