import { VisuallyHidden } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { Outlet, useMatches } from 'react-router';
import { PageSlotsProvider } from '../../components/page-slots.ts';
import { ToastArea } from '../../components/ToastArea.tsx';
import { ContentArea } from './ContentArea.tsx';
import { MainNav } from './MainNav.tsx';
import { hidesSearch } from './route-handle.ts';
import styles from './Shell.module.css';
import { SkipLink } from './SkipLink.tsx';
import { TopBar } from './TopBar.tsx';

/** What the shell shows but does not know: each is a part that reads its own state. */
export interface ShellParts {
  readonly search: ReactNode;
  readonly syncChip: ReactNode;
  readonly avatar: ReactNode;
  /** Banners for states that last, between the top bar and the screen. */
  readonly notices: ReactNode;
}

export function Shell({ parts }: { readonly parts: ShellParts }) {
  const [title, setTitle] = useState<HTMLElement | null>(null);
  const [search, setSearch] = useState<HTMLElement | null>(null);
  const [end, setEnd] = useState<HTMLElement | null>(null);
  const [announced, setAnnounced] = useState('');
  const slots = useMemo(() => ({ title, search, end, announce: setAnnounced }), [title, search, end]);
  const searchHidden = useMatches().some((match) => hidesSearch(match.handle));
  return (
    <div className={styles.shell}>
      <SkipLink />
      <VisuallyHidden aria-live="polite">{announced}</VisuallyHidden>
      <MainNav />
      <TopBar
        avatar={parts.avatar}
        endRef={setEnd}
        search={searchHidden ? null : parts.search}
        searchRef={setSearch}
        syncChip={parts.syncChip}
        titleRef={setTitle}
      />
      <div className={styles.notices}>{parts.notices}</div>
      <PageSlotsProvider value={slots}>
        <ContentArea overlay={<ToastArea />}>
          <Outlet />
        </ContentArea>
      </PageSlotsProvider>
    </div>
  );
}
