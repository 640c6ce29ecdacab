import { createContext, useContext } from 'react';

const ContentTargetContext = createContext<HTMLElement | null>(null);

export const ContentTargetProvider = ContentTargetContext.Provider;

/** The element inside the content area that drawers and dialogs open in, so that the top bar is never covered. */
export function useContentTarget(): HTMLElement | null {
  return useContext(ContentTargetContext);
}
