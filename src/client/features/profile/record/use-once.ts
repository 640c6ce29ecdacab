import { useRef } from 'react';

/** Runs one save at a time: a second tap while the first is being saved does nothing. */
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
