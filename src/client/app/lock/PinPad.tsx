import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { pinDigits } from '../../../domain/authority/pin.ts';
import { NumberKeypad } from '../../components/NumberKeypad.tsx';
import type { PinAnswer } from '../services.ts';
import styles from './PinPad.module.css';

interface PinPadProps {
  readonly name: string;
  readonly hint: ReactNode;
  /** Looks at a PIN; asked as soon as its last digit is there. */
  readonly onPin: (pin: string) => Promise<PinAnswer>;
  readonly onRight: () => void;
}

const places = Array.from({ length: pinDigits }, (_, index) => index + 1);

/** Digits of a PIN, by touch or keyboard, never shown. */
export function PinPad({ name, hint, onPin, onRight }: PinPadProps) {
  const { t } = useLingui();
  const [pin, setPin] = useState('');
  const [looking, setLooking] = useState(false);
  const [answer, setAnswer] = useState<PinAnswer | 'failed' | null>(null);

  const look = async (whole: string) => {
    setLooking(true);
    try {
      const next = await onPin(whole);
      setAnswer(next);
      if (next.kind === 'right') onRight();
    } catch {
      setAnswer('failed');
    } finally {
      setPin('');
      setLooking(false);
    }
  };
  const add = (digit: string) => {
    if (looking || pin.length >= pinDigits) return;
    const next = pin + digit;
    setPin(next);
    setAnswer(null);
    if (next.length === pinDigits) void look(next);
  };
  const takeBack = () => setPin(pin.slice(0, -1));
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) add(event.key);
      else if (event.key === 'Backspace') takeBack();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
  const entered = pin.length;
  return (
    <div className={styles.pad}>
      <h2 className={styles.name}>{name}</h2>
      <p className={styles.hint}>{hint}</p>
      <div aria-label={t`${entered} of ${pinDigits} digits`} className={styles.digits} role="img">
        {places.map((place) => (
          <span className={styles.digit} data-entered={place <= entered || undefined} key={place} />
        ))}
      </div>
      <p className={styles.answer} role="alert">
        {answer !== null && <Words answer={answer} />}
      </p>
      <NumberKeypad onBackspace={takeBack} onKey={add} size="pin" />
    </div>
  );
}

function Words({ answer }: { readonly answer: PinAnswer | 'failed' }) {
  if (answer === 'failed') return <Trans>The PIN could not be looked at. Try again.</Trans>;
  switch (answer.kind) {
    case 'right':
      return null;
    case 'wrong':
      return <Trans>This is not the PIN. Try again.</Trans>;
    case 'wait': {
      const seconds = Math.ceil(answer.ms / 1000);
      return (
        <Plural
          one="Wait # second, then try again."
          other="Wait # seconds, then try again."
          value={seconds}
        />
      );
    }
    case 'locked_out':
      return <Trans>Too many wrong tries. A manager can set a new PIN.</Trans>;
  }
}
