/**
 * For whom answers on screen were given, as part of the key of every question: whoever takes over at the till is never shown what
 * somebody else may see (rule F6).
 */
import { createContext, useContext } from 'react';
import type { Places } from './services.ts';

const everything = 'everything';

const SeenByContext = createContext(everything);
export const SeenByProvider = SeenByContext.Provider;

/** Names what somebody sees; the same for everybody who sees the same. */
export const seenByKey = (places: Places): string => places?.join(' ') ?? everything;

/** The places that a key names. */
export const placesOfKey = (key: string): Places => (key === everything ? null : key.split(' '));

/** The first part of the key of every question to this device. */
export function useSeenBy(): string {
  return useContext(SeenByContext);
}
