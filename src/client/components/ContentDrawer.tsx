import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Drawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './ContentDrawer.module.css';
import { useContentTarget } from './content-target.ts';
import { Icon } from './Icon.tsx';

interface ContentDrawerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** One muted line under the title. */
  readonly subtitle?: ReactNode;
  /** 520 for a document, 840 for a task with two columns. A phone always gives its full width. */
  readonly width?: 520 | 840;
  /** Fixed row of actions under the scrolling body; equal widths, the filled one last. */
  readonly footer?: ReactNode;
  /** Stands over the actions, in sight wherever the body is scrolled to: what to know before pressing one. */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
}

/** A panel from the end of the content area. The top bar with the sync chip stays in sight and in reach. */
export function ContentDrawer(props: ContentDrawerProps) {
  const { opened, onClose, title, subtitle, width = 520, footer, notice, children } = props;
  const target = useContentTarget();
  const { t } = useLingui();
  if (!target) return null;
  return (
    <Drawer.Root
      lockScroll={false}
      onClose={onClose}
      opened={opened}
      portalProps={{ target }}
      position="right"
      classNames={{ inner: styles.inner ?? '', overlay: styles.overlay ?? '', content: styles.content ?? '' }}
      size={`${width / 16}rem`}
      transitionProps={{ duration: 180, timingFunction: 'ease-out' }}
    >
      <Drawer.Overlay />
      <Drawer.Content radius={0}>
        <div className={styles.head}>
          <div className={styles.titles}>
            <Drawer.Title className={styles.title}>{title}</Drawer.Title>
            {subtitle !== undefined && <p className={styles.subtitle}>{subtitle}</p>}
          </div>
          <ActionIcon aria-label={t`Close`} color="ink" onClick={onClose} variant="subtle">
            <Icon icon={IconX} />
          </ActionIcon>
        </div>
        <Drawer.Body className={styles.body}>{children}</Drawer.Body>
        {notice !== undefined && <div className={styles.notice}>{notice}</div>}
        {footer !== undefined && <div className={styles.footer}>{footer}</div>}
      </Drawer.Content>
    </Drawer.Root>
  );
}
