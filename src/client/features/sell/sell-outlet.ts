import { useOutletContext } from 'react-router';

/** What the till lends to the screens that open over it. */
export interface SellOutlet {
  /** Takes a scanned code as the field of the till would. */
  readonly scan: (code: string) => void;
  /** Where the next key is to go. */
  readonly focusField: () => void;
}

export function useSellOutlet(): SellOutlet {
  return useOutletContext<SellOutlet>();
}
