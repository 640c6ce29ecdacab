import { useEffect, useEffectEvent, useRef } from 'react';
import { enterAfter, nextBurst, noBurst, typesText } from './key-burst.ts';
import type { Payment } from './use-payment.ts';

/**
 * Digits of a keyboard do what those of the keypad do. A scanner is a keyboard too: its digits are no sum of money and its Enter
 * finishes no sale, so what it typed is taken out again and given to `onScan`. Where keys mean something else, as a PIN, it is off.
 */
export function usePaymentKeys(payment: Payment, onScan: (code: string) => void, isOn: boolean): void {
  const burst = useRef(noBurst);
  const typedBefore = useRef<string | null>(null);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      const pressedAs = enterAfter(burst.current, event.timeStamp);
      const code = burst.current.text;
      burst.current = noBurst;
      if (pressedAs === 'person') return;
      event.preventDefault();
      event.stopPropagation();
      if (pressedAs === 'too_fast') return;
      payment.retype(typedBefore.current);
      onScan(code);
    } else if (event.key === 'Backspace') payment.erase();
    else if (typesText(event)) {
      // A key held down repeats as fast as a scanner types.
      const next = event.repeat ? noBurst : nextBurst(burst.current, event.key, event.timeStamp);
      if (next.text.length === 1) typedBefore.current = payment.typed;
      burst.current = next;
      if (/^\d$/.test(event.key)) payment.typeKey(event.key);
    }
  });

  useEffect(() => {
    if (!isOn) return;
    const listener = (event: KeyboardEvent) => onKey(event);
    // Before the button that has the focus hears of Enter.
    document.addEventListener('keydown', listener, { capture: true });
    return () => document.removeEventListener('keydown', listener, { capture: true });
  }, [isOn]);
}
