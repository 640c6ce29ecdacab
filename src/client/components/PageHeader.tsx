import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from './Icon.tsx';
import styles from './PageHeader.module.css';
import { usePageSlots } from './page-slots.ts';
import { useGoBack } from './use-go-back.ts';

interface PageHeaderProps {
  /** Name of the screen: the heading of the page and the title of the tab. */
  readonly title: string;
  /** Heading on a wide screen, where the list stands beside the detail: "Customers" instead of "Customer". */
  readonly wideTitle?: string | undefined;
  /** Where "back" leads when there is no history. Without it there is no back button. */
  readonly back?: string | undefined;
  /** On a wide screen the list stands beside the detail, so that only a phone needs the way back. */
  readonly backOnPhoneOnly?: boolean;
  /** Small controls right after the title, such as the number of parked carts. */
  readonly children?: ReactNode;
  /** At the end of the bar; on a phone in place of the staff member's initials. */
  readonly end?: ReactNode;
}

/** Fills the top bar for the screen on view. Each screen renders exactly one. */
export function PageHeader(props: PageHeaderProps) {
  const { title, wideTitle, back, backOnPhoneOnly = false, children, end } = props;
  const slots = usePageSlots();

  useEffect(() => {
    document.title = `${title} · Regulars`;
    slots.announce(title);
  }, [title, slots.announce]);

  return (
    <>
      {slots.title &&
        createPortal(
          <div className={styles.title}>
            {back !== undefined && <BackButton fallback={back} phoneOnly={backOnPhoneOnly} />}
            <h1 className={styles.heading}>
              {wideTitle === undefined ? (
                title
              ) : (
                <>
                  <span className={styles.wide}>{wideTitle}</span>
                  <span className={styles.narrow}>{title}</span>
                </>
              )}
            </h1>
            {children}
          </div>,
          slots.title,
        )}
      {slots.end && end !== undefined && createPortal(end, slots.end)}
    </>
  );
}

function BackButton({ fallback, phoneOnly }: { readonly fallback: string; readonly phoneOnly: boolean }) {
  const { t } = useLingui();
  const goBack = useGoBack(fallback);
  return (
    <ActionIcon
      aria-label={t`Back`}
      className={styles.back}
      data-phone-only={phoneOnly || undefined}
      onClick={goBack}
      variant="subtle"
      color="ink"
    >
      <Icon icon={IconChevronLeft} />
    </ActionIcon>
  );
}
