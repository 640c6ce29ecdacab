/** The certificate that the server shows, wherever it comes from. */
import type { PemPair } from './authority.ts';

export interface ServerCertificate {
  /** The name for people, where one is known. */
  readonly name: string | null;
  /** What is shown now. */
  readonly pair: PemPair;
  /** Looks again: renews what ends soon or no longer fits, and takes over files that were changed. */
  refresh(): Promise<PemPair>;
}
