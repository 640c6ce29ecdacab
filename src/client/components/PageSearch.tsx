import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { usePageSlots } from './page-slots.ts';

/** Puts the search field of a screen into the top bar, where a search over everything stands otherwise. */
export function PageSearch({ children }: { readonly children: ReactNode }) {
  const { search } = usePageSlots();
  return search && createPortal(children, search);
}
