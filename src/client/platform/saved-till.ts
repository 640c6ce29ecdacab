import { emptyTill, holdsSomething, parseTill, type Till } from '../../domain/selling/till.ts';

/**
 * Where the carts of a till survive a reload: a few kilobytes that are written whole on every change, and written before
 * the next line of code runs, so that a tab killed at any moment loses nothing.
 */
export interface SavedTill {
  load(): Till;
  /** False when the browser has no room or no permission: the cart then lives only as long as the page. */
  save(till: Till): boolean;
  forget(): void;
  /** Calls back when another tab has saved; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

/** The open carts of all tills of this browser together. */
export interface OpenCarts {
  /** Whether one of them holds goods: not the moment to start another version of the app. */
  isAny(): boolean;
  /** Calls back after every change, in this tab or another; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

type StorageWindow = Pick<
  Window,
  'addEventListener' | 'removeEventListener' | 'dispatchEvent' | 'localStorage'
>;

const prefix = 'regulars.till.';

/** A browser tells only other tabs of what a tab has stored; this tells the own one. */
const changedHere = 'regulars-till-changed';

export function savedTillOf(tenantId: string, source: StorageWindow): SavedTill {
  const key = prefix + tenantId;
  return {
    load: () => read(source.localStorage.getItem(key)) ?? emptyTill,
    save(till) {
      try {
        source.localStorage.setItem(key, JSON.stringify(till));
        source.dispatchEvent(new Event(changedHere));
        return true;
      } catch (error) {
        if (error instanceof DOMException) return false;
        throw error;
      }
    },
    forget() {
      source.localStorage.removeItem(key);
      source.dispatchEvent(new Event(changedHere));
    },
    subscribe(listener) {
      const onStorage = (event: StorageEvent) => {
        if (event.key === key) listener();
      };
      source.addEventListener('storage', onStorage);
      return () => source.removeEventListener('storage', onStorage);
    },
  };
}

export function openCartsOf(source: StorageWindow): OpenCarts {
  const isOpen = (key: string): boolean => {
    const till = key.startsWith(prefix) ? read(source.localStorage.getItem(key)) : null;
    return till !== null && holdsSomething(till.cart);
  };
  return {
    isAny: () => Object.keys(source.localStorage).some(isOpen),
    subscribe(listener) {
      source.addEventListener('storage', listener);
      source.addEventListener(changedHere, listener);
      return () => {
        source.removeEventListener('storage', listener);
        source.removeEventListener(changedHere, listener);
      };
    },
  };
}

function read(text: string | null): Till | null {
  if (text === null) return null;
  try {
    return parseTill(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
