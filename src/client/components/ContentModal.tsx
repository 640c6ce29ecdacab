import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './ContentModal.module.css';
import { useContentTarget } from './content-target.ts';

interface ContentModalProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** A question where an answer is wanted. */
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Buttons at the end of the dialog, the filled one last. */
  readonly actions?: ReactNode;
  /** 400 for a question (default), 560 for a small form. */
  readonly width?: 400 | 560;
}

/** A dialog inside the content area. Only where undo cannot help, or for a form that belongs to one moment. */
export function ContentModal({ opened, onClose, title, children, actions, width = 400 }: ContentModalProps) {
  const target = useContentTarget();
  if (!target) return null;
  return (
    <Modal.Root
      centered
      classNames={{ inner: styles.inner ?? '', overlay: styles.overlay ?? '', content: styles.content ?? '' }}
      lockScroll={false}
      onClose={onClose}
      opened={opened}
      portalProps={{ target }}
      size={`${width / 16}rem`}
      transitionProps={{ duration: 180, timingFunction: 'ease-out', transition: 'fade-up' }}
    >
      <Modal.Overlay />
      <Modal.Content radius={12}>
        <Modal.Title className={styles.title}>{title}</Modal.Title>
        <Modal.Body className={styles.body}>{children}</Modal.Body>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}
