import { type RefObject, useLayoutEffect } from 'react';
import { useLocation } from 'react-router';

const remembered = new Map<string, number>();

/** Keeps the scroll position of the element for every entry of the history, so that "back" returns to the same place. */
export function useScrollMemory(element: RefObject<HTMLElement | null>): void {
  const { key } = useLocation();
  useLayoutEffect(() => {
    const scroller = element.current;
    if (!scroller) return;
    scroller.scrollTop = remembered.get(key) ?? 0;
    const remember = () => void remembered.set(key, scroller.scrollTop);
    scroller.addEventListener('scroll', remember, { passive: true });
    return () => scroller.removeEventListener('scroll', remember);
  }, [key, element]);
}
