import { useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';

export interface OpenDemo {
  readonly state: 'idle' | 'opening' | 'failed';
  /** From 0 to 1; null while the end is not known. */
  readonly share: number | null;
  readonly open: () => Promise<void>;
  readonly giveUp: () => void;
}

/** Makes the demo shop and leads into it. */
export function useOpenDemo(): OpenDemo {
  const { shop } = useServices();
  const navigate = useNavigate();
  const [state, setState] = useState<OpenDemo['state']>('idle');
  const [share, setShare] = useState<number | null>(null);
  return {
    state,
    share,
    async open() {
      setState('opening');
      try {
        await shop.openDemo((done, of) => setShare(of > 0 ? done / of : null));
      } catch {
        setState('failed');
        return;
      }
      await navigate(paths.home.to(), { replace: true });
    },
    giveUp: () => setState('idle'),
  };
}
