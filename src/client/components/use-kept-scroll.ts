import { useLayoutEffect } from 'react';

const kept = new Map<string, number>();

/** What a person does to scroll. From then on the place is theirs. */
const ownMoves = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Brings a part of the screen back to where it was scrolled when it was last on view, for as long as the app is open. What is in it
 * may still be read: the place is looked for again with everything that appears, until it is reached or the person moves.
 */
export function useKeptScroll(name: string, scroller: HTMLElement | null): void {
  useLayoutEffect(() => {
    if (!scroller) return;
    const wanted = kept.get(name) ?? 0;
    let returning = true;
    const comeBack = () => {
      if (!returning) return;
      scroller.scrollTop = wanted;
      if (Math.abs(scroller.scrollTop - wanted) < 1) settle();
    };
    const keep = () => {
      if (!returning) kept.set(name, scroller.scrollTop);
    };
    const growth = new MutationObserver(comeBack);
    const settle = () => {
      returning = false;
      growth.disconnect();
    };
    growth.observe(scroller, { childList: true, subtree: true, attributeFilter: ['style'] });
    scroller.addEventListener('scroll', keep, { passive: true });
    for (const move of ownMoves) scroller.addEventListener(move, settle, { passive: true });
    comeBack();
    return () => {
      growth.disconnect();
      scroller.removeEventListener('scroll', keep);
      for (const move of ownMoves) scroller.removeEventListener(move, settle);
    };
  }, [name, scroller]);
}
