import { createContext, useContext } from 'react';
import type { Formatting } from './formatting.ts';

const FormattingContext = createContext<Formatting | null>(null);

export const FormattingProvider = FormattingContext.Provider;

/** How figures and dates are written here; throws outside the provider, because a guessed locale would be wrong. */
export function useFormatting(): Formatting {
  const formatting = useContext(FormattingContext);
  if (!formatting) throw new Error('FormattingProvider is missing above this component');
  return formatting;
}
