import { useRef } from 'react';

/** Runs one save at a time: while its promise is pending a second does nothing, so a double tap makes one thing. */
export function useOnce(): (save: () => Promise<unknown>) => Promise<void> {
  const busy = useRef(false);
  return async (save) => {
    if (busy.current) return;
    busy.current = true;
    try {
      await save();
    } finally {
      busy.current = false;
    }
  };
}
