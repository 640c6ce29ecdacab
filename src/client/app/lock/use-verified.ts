import { useState } from 'react';
import { useServices, useShop } from '../services.ts';

interface Verified {
  /** Does something at once where the person is known by the own password, or needs not be; else after signing in. */
  readonly run: (work: () => void) => void;
  /** Whether the person is being asked for the own password. */
  readonly asking: boolean;
  readonly signedIn: () => void;
  readonly cancel: () => void;
}

/** Asks for the own password before what a PIN may not decide (rule A1). A shop without a server asks for none: its owner holds the device. */
export function useVerified(): Verified {
  const { people, clock } = useServices();
  const { nature } = useShop();
  const [waiting, setWaiting] = useState<(() => void) | null>(null);
  return {
    run(work) {
      if (nature !== 'connected' || people.verifiedUntil() > clock.now()) work();
      else setWaiting(() => work);
    },
    asking: waiting !== null,
    signedIn() {
      setWaiting(null);
      waiting?.();
    },
    cancel: () => setWaiting(null),
  };
}
