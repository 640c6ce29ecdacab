import { useEffect } from 'react';
import { lockStore } from './lock-store.ts';

/** So long nobody touches the device before it locks. */
export const idleMinutes = 5;

const signs = ['pointerdown', 'keydown', 'wheel'] as const;

/** Locks when nobody has touched the page for a while, also when the device slept meanwhile. */
export function useIdleLock(isOn: boolean, now: () => number): void {
  useEffect(() => {
    if (!isOn) return;
    let touchedAt = now();
    const touch = () => {
      touchedAt = now();
    };
    const look = () => {
      if (now() - touchedAt >= idleMinutes * 60_000) lockStore.getState().lock();
    };
    const timer = setInterval(look, 10_000);
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touch);
      document.removeEventListener('visibilitychange', look);
    };
  }, [isOn, now]);
}
