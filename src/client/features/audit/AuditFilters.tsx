import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { auditActions } from '../../../domain/model/records.ts';
import { useShop } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { DateRangeFilter } from '../../components/DateRangeFilter.tsx';
import { Icon } from '../../components/Icon.tsx';
import styles from './Audit.module.css';
import { auditActionWords, isAuditAction } from './action-words.ts';
import type { AuditFilter } from './use-audit.ts';

type Narrowed = Omit<AuditFilter, 'customerId'>;

interface AuditFiltersProps {
  readonly value: Narrowed;
  readonly onChange: (value: Narrowed) => void;
  /** Whom alone it is about; the way there is the profile. */
  readonly customerId: string | null;
  readonly onEveryone: () => void;
}

/** Narrows the log to a person of the staff, a kind of action, some days and one customer. */
export function AuditFilters({ value, onChange, customerId, onEveryone }: AuditFiltersProps) {
  const { t } = useLingui();
  const { staff } = useShop();
  const actions = auditActions
    .map((action) => ({ value: action as string, label: t(auditActionWords[action]) }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return (
    <div className={styles.filters}>
      {customerId !== null && <OnlyCustomer customerId={customerId} onEveryone={onEveryone} />}
      <NativeSelect
        aria-label={t`Who did it`}
        data={[
          { value: '', label: t`Everybody` },
          ...staff.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => onChange({ ...value, actorId: event.currentTarget.value || null })}
        size="xs"
        value={value.actorId ?? ''}
      />
      <NativeSelect
        aria-label={t`What was done`}
        data={[{ value: '', label: t`Everything` }, ...actions]}
        onChange={(event) => {
          const action = event.currentTarget.value;
          onChange({ ...value, action: isAuditAction(action) ? action : null });
        }}
        size="xs"
        value={value.action ?? ''}
      />
      <DateRangeFilter onChange={(days) => onChange({ ...value, days })} value={value.days} />
    </div>
  );
}

function OnlyCustomer({
  customerId,
  onEveryone,
}: Pick<AuditFiltersProps, 'onEveryone'> & { readonly customerId: string }) {
  const { t } = useLingui();
  const { data: view } = useCustomer(customerId);
  const name = view?.customer.erasedAt === undefined ? view?.customer.name : undefined;
  return (
    <Button
      aria-label={t`About all customers again`}
      onClick={onEveryone}
      rightSection={<Icon icon={IconX} size={16} />}
      size="xs"
    >
      <Trans>About {name ?? t`an erased person`}</Trans>
    </Button>
  );
}
