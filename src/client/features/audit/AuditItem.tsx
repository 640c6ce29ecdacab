import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { type AuditLine, useShop } from '../../app/services.ts';
import { useCustomer, useDevices } from '../../app/shared-queries.ts';
import { Tag } from '../../components/Tag.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './Audit.module.css';
import { aboutCustomers, auditActionWords, isAuditAction } from './action-words.ts';

/** One entry: what was done to whom, then who did it, where and when. */
export function AuditItem({ line }: { readonly line: AuditLine }) {
  const { t } = useLingui();
  const { staff } = useShop();
  const { data: devices = [] } = useDevices();
  const { day, dayOf, time } = useFormatting();
  const person = staff.find(({ id }) => id === line.actorId)?.name ?? t`Nobody known`;
  const device = devices.find(({ id }) => id === line.deviceId)?.name ?? t`the server`;
  return (
    <li className={styles.item}>
      <time className={styles.time} dateTime={new Date(line.at).toISOString()}>
        {day(dayOf(line.at), 'full')}, {time(line.at)}
      </time>
      <div className={styles.words}>
        <p className={styles.what}>
          <span className={styles.action}>
            {isAuditAction(line.action) ? t(auditActionWords[line.action]) : line.action}
          </span>
          <Subject line={line} />
        </p>
        <p className={styles.note}>
          {person} · {device}
          {line.strength === 'verified' && (
            <>
              {' '}
              <Tag tone="outline">
                <Trans>own password</Trans>
              </Tag>
            </>
          )}
        </p>
      </div>
    </li>
  );
}

/** Whom or what it is about, where that has a name here. */
function Subject({ line: { action, subjectId, actorId, detail } }: { readonly line: AuditLine }) {
  const { staff } = useShop();
  const { data: devices = [] } = useDevices();
  if (subjectId !== null && aboutCustomers.has(action)) return <CustomerLink customerId={subjectId} />;
  const name =
    staff.find(({ id }) => id === subjectId)?.name ?? devices.find(({ id }) => id === subjectId)?.name;
  // Whoever did it stands below.
  const shown = subjectId === actorId ? null : (name ?? detail);
  return shown === null || shown === undefined ? null : <span>{shown}</span>;
}

function CustomerLink({ customerId }: { readonly customerId: string }) {
  const { data: view } = useCustomer(customerId);
  if (!view) return null;
  return (
    <Link className={styles.link} to={paths.customer.to(customerId)}>
      {view.customer.erasedAt === undefined ? view.customer.name : <Trans>Erased person</Trans>}
    </Link>
  );
}
