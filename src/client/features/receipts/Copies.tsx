import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { IconCopy } from '@tabler/icons-react';
import type { ReceiptView } from '../../app/services.ts';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ReceiptBody.module.css';
import { useShopNames } from './use-document-words.ts';

/** How often it was printed again, and who did it last. */
export function Copies({ receipt: { prints } }: { readonly receipt: ReceiptView }) {
  const { t } = useLingui();
  const { day, dayOf } = useFormatting();
  const names = useShopNames();
  const last = prints.reduce<(typeof prints)[number] | undefined>(
    (newest, print) => (newest && newest.printedAt >= print.printedAt ? newest : print),
    undefined,
  );
  if (last === undefined) return null;
  const copies = prints.filter(({ form }) => form === 'copy').length;
  const gifts = prints.length - copies;
  const counts = [
    copies > 0 && t`${plural(copies, { one: 'Printed once as copy', other: 'Printed # times as copy' })}`,
    gifts > 0 && t`${plural(gifts, { one: 'once as gift receipt', other: '# times as gift receipt' })}`,
  ].filter((part) => part !== false);
  const date = day(dayOf(last.printedAt), 'short');
  const person = names.person(last.printedBy);
  return (
    <p className={styles.copies}>
      <Icon icon={IconCopy} size={16} />
      {counts.join(', ')}, {person === null ? date : t`last on ${date} by ${person}`}
    </p>
  );
}
