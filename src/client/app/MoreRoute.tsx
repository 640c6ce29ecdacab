import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import {
  IconChevronRight,
  IconCloud,
  IconFileImport,
  IconListSearch,
  IconPackage,
  IconSettings,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { Card } from '../components/Card.tsx';
import { Icon, type TablerIcon } from '../components/Icon.tsx';
import { Page } from '../components/Page.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import styles from './MoreRoute.module.css';
import { paths } from './paths.ts';

interface Entry {
  readonly to: string;
  readonly icon: TablerIcon;
  readonly label: MessageDescriptor;
  readonly purpose: MessageDescriptor;
}

const entries: readonly Entry[] = [
  {
    to: paths.products.to(),
    icon: IconPackage,
    label: msg`Products`,
    purpose: msg`What the shop sells and for how much`,
  },
  {
    to: paths.import.to(),
    icon: IconFileImport,
    label: msg`Import`,
    purpose: msg`Customers, products and sales from files`,
  },
  {
    to: paths.settings.to(),
    icon: IconSettings,
    label: msg`Settings`,
    purpose: msg`Name, tax, currency and receipt of the shop`,
  },
  {
    to: paths.staff.to(),
    icon: IconUsersGroup,
    label: msg`Staff and devices`,
    purpose: msg`Who works here, their PINs, and which devices belong to the shop`,
  },
  {
    to: paths.audit.to(),
    icon: IconListSearch,
    label: msg`Audit log`,
    purpose: msg`Who looked at, changed, merged, exported, erased and approved what`,
  },
  {
    to: paths.sync.to(),
    icon: IconCloud,
    label: msg`Sync`,
    purpose: msg`What waits to be sent and what needs a person`,
  },
];

/** The screens that are needed less often than the bar has room for. */
export function Component() {
  const { t } = useLingui();
  return (
    <>
      <PageHeader title={t`More`} />
      <Page>
        <Card className={styles.card} flush>
          <ul>
            {entries.map((entry) => (
              <li className={styles.item} key={entry.to}>
                <Link className={styles.link} to={entry.to}>
                  <Icon className={styles.icon} icon={entry.icon} />
                  <span className={styles.words}>
                    {t(entry.label)}
                    <span className={styles.purpose}>{t(entry.purpose)}</span>
                  </span>
                  <Icon className={styles.icon} icon={IconChevronRight} />
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      </Page>
    </>
  );
}
