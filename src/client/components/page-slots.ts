import { createContext, useContext } from 'react';

/** The places in the top bar that the screen on view fills; `null` until the bar stands. */
export interface PageSlots {
  readonly title: HTMLElement | null;
  /** In place of the search over everything, for a screen that searches its own list. Not on a phone. */
  readonly search: HTMLElement | null;
  readonly end: HTMLElement | null;
  /** Tells those who cannot see it that another screen stands here now. */
  readonly announce: (title: string) => void;
}

const PageSlotsContext = createContext<PageSlots>({
  title: null,
  search: null,
  end: null,
  announce: () => {},
});

export const PageSlotsProvider = PageSlotsContext.Provider;

export function usePageSlots(): PageSlots {
  return useContext(PageSlotsContext);
}
