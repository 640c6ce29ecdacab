import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconBan,
  IconCashRegister,
  IconDotsVertical,
  IconFileText,
  IconGitMerge,
  IconHistory,
  IconLink,
  IconListSearch,
  IconPencil,
  IconUserCheck,
  IconUserOff,
  IconUserX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { CustomerView } from '../../app/services.ts';
import { useMay, useMayAsk } from '../../app/use-may.ts';
import { Icon } from '../../components/Icon.tsx';
import { AddPurchaseDialog } from './AddPurchaseDialog.tsx';
import { EraseDialog } from './erase/EraseDialog.tsx';
import styles from './ProfileHeader.module.css';
import { useChangeStatus } from './use-change-status.tsx';

/** Sell is the way on from a profile; everything else is quieter. */
export function ProfileActions({ view }: { readonly view: CustomerView }) {
  const { customer } = view;
  return (
    <div className={styles.actions}>
      <Button
        className={styles.sell ?? ''}
        component={Link}
        leftSection={<Icon icon={IconCashRegister} />}
        to={{ pathname: paths.sell.to(), search: new URLSearchParams({ customer: customer.id }).toString() }}
        variant="filled"
      >
        <Trans>Sell</Trans>
      </Button>
      <Button
        className={styles.edit ?? ''}
        component={Link}
        leftSection={<Icon icon={IconPencil} />}
        to={paths.editCustomer.to(customer.id)}
      >
        <Trans>Edit</Trans>
      </Button>
      <Button
        className={styles.merge ?? ''}
        component={Link}
        leftSection={<Icon icon={IconGitMerge} />}
        to={paths.merge.to(customer.id)}
      >
        <Trans>Merge</Trans>
      </Button>
      <MoreActions view={view} />
    </div>
  );
}

function MoreActions({ view }: { readonly view: CustomerView }) {
  const { customer } = view;
  const { t } = useLingui();
  const change = useChangeStatus(customer);
  const mayLink = useMay('linkSale');
  const mayGiveOut = useMay('recordPersonExport');
  const mayAudit = useMayAsk('audit:read');
  const mayErase = useMay('eraseCustomer');
  const [adding, setAdding] = useState(false);
  const [erasing, setErasing] = useState(false);
  const { status } = customer;
  return (
    <>
      <AddPurchaseDialog customer={customer} onClose={() => setAdding(false)} opened={adding} />
      <EraseDialog onClose={() => setErasing(false)} opened={erasing} view={view} />
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <ActionIcon aria-label={t`More actions`}>
            <Icon icon={IconDotsVertical} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            className={styles.narrowOnly ?? ''}
            component={Link}
            leftSection={<Icon icon={IconGitMerge} />}
            to={paths.merge.to(customer.id)}
          >
            <Trans>Merge with another customer</Trans>
          </Menu.Item>
          <Menu.Item
            component={Link}
            leftSection={<Icon icon={IconHistory} />}
            to={paths.customerHistory.to(customer.id)}
          >
            <Trans>History of changes</Trans>
          </Menu.Item>
          {mayLink && (
            <Menu.Item leftSection={<Icon icon={IconLink} />} onClick={() => setAdding(true)}>
              <Trans>Add a purchase…</Trans>
            </Menu.Item>
          )}
          {status !== 'active' && (
            <Menu.Item leftSection={<Icon icon={IconUserCheck} />} onClick={() => void change('active')}>
              {status === 'blocked' ? <Trans>Unblock</Trans> : <Trans>Reactivate</Trans>}
            </Menu.Item>
          )}
          {status !== 'inactive' && (
            <Menu.Item leftSection={<Icon icon={IconUserOff} />} onClick={() => void change('inactive')}>
              <Trans>Deactivate</Trans>
            </Menu.Item>
          )}
          {status !== 'blocked' && (
            <Menu.Item leftSection={<Icon icon={IconBan} />} onClick={() => void change('blocked')}>
              <Trans>Block</Trans>
            </Menu.Item>
          )}
          {mayGiveOut && (
            <Menu.Item
              component={Link}
              leftSection={<Icon icon={IconFileText} />}
              to={paths.customerHeld.to(customer.id)}
            >
              <Trans>All that is held</Trans>
            </Menu.Item>
          )}
          {mayAudit && (
            <Menu.Item
              component={Link}
              leftSection={<Icon icon={IconListSearch} />}
              to={paths.audit.to(customer.id)}
            >
              <Trans>Audit log</Trans>
            </Menu.Item>
          )}
          {mayErase && (
            <Menu.Item
              color="danger"
              leftSection={<Icon icon={IconUserX} />}
              onClick={() => setErasing(true)}
            >
              <Trans>Erase the person…</Trans>
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
