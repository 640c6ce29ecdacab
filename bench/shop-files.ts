/** The files of a made-up shop, as they are laid down for the pages and read there. */
import type { Sale } from '../src/domain/model/sale.ts';
import type { FeedRow } from '../src/domain/sync/protocol.ts';
import { nameBasedId } from '../src/domain/values/ids.ts';
import type { PlainFigures } from './plain-figures.ts';

/** A made-up shop that lies ready. */
export interface ShopFiles {
  readonly size: number;
  /** The folder of its files, below that of all data. */
  readonly path: string;
  readonly customers: number;
  readonly sales: number;
  readonly lines: number;
  readonly feedFiles: number;
}

/** A part of the feed: whole changes, each with a v of its own. */
export interface FeedFile {
  readonly rows: readonly FeedRow[];
  readonly sales: number;
}

/** The answers about one customer that was picked to be asked for. */
export interface PickedCustomer {
  readonly customerId: string;
  /** The newest documents, at most {@link timelineLength}. */
  readonly newest: readonly Sale[];
  readonly figures: PlainFigures;
}

/** The figures of every customer. */
export type AllFigures = readonly (readonly [customerId: string, figures: PlainFigures])[];

export const timelineLength = 50;
export const shopCurrency = 'GBP';
export const shopTimeZone = 'Europe/London';
export const shopLocationId = nameBasedId('bench', 'location');

/** Customers that are asked for; each question takes the next one, so that no answer is asked for twice. */
export const pickedCustomers = 2000;

export const feedFileName = (number: number): string => `feed-${number}.json`;
export const pickedFileName = 'picked.json';
export const figuresFileName = 'figures.json';
export const customersFileName = 'customers.json';
