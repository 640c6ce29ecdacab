import { type ReactNode, useRef, useState } from 'react';
import { ContentTargetProvider } from '../../components/content-target.ts';
import styles from './ContentArea.module.css';
import { useScrollMemory } from './use-scroll-memory.ts';

export const contentId = 'content';

interface ContentAreaProps {
  readonly children: ReactNode;
  /** Things that lie over the screen inside the area, such as the toast. */
  readonly overlay: ReactNode;
}

/** Everything below the top bar. Drawers and dialogs open inside it, over the scrolling screen. */
export function ContentArea({ children, overlay }: ContentAreaProps) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useScrollMemory(scroller);
  return (
    <main className={styles.area} id={contentId} tabIndex={-1}>
      <ContentTargetProvider value={target}>
        <div className={styles.scroller} ref={scroller}>
          {children}
        </div>
      </ContentTargetProvider>
      <div className={styles.overlays} ref={setTarget} />
      {overlay}
    </main>
  );
}
