/** What the operations may cost: each as a ratio to something measured in the same run. */
import type { Better } from './statistics.ts';

export interface Budget {
  readonly id: string;
  readonly operation: string;
  readonly denominator: string;
  readonly pass: number;
  readonly aim: number;
  readonly better: Better;
}

const missingKey = 'get of a missing key, p50';
const strictPut = 'one strict put, p50';
const inClear = 'the same with personal fields in the clear';
const smallShop = 'the same at size 1/100';
const bareInsert = 'bare multi-row insert of the same rows';
const rxdb = 'RxDB 17, p50';

export const budgets = {
  loading: {
    id: 'B1',
    operation: 'loading a new device, documents/s',
    denominator: 'Dexie bulkAdd of 10,000 sale rows and their line rows',
    pass: 20,
    aim: 40,
    better: 'more',
  },
  loadingPeer: {
    id: 'B2',
    operation: 'loading a new device, documents/s',
    denominator: 'RxDB 17 bulkInsert of 10,000 documents',
    pass: 10,
    aim: 20,
    better: 'more',
  },
  network: {
    id: 'B1',
    operation: 'loading a new device through the network, documents/s',
    denominator: 'Dexie bulkAdd of 10,000 sale rows and their line rows',
    pass: 20,
    aim: 40,
    better: 'more',
  },
  networkPeer: {
    id: 'B2',
    operation: 'loading a new device through the network, documents/s',
    denominator: 'RxDB 17 bulkInsert of 10,000 documents',
    pass: 10,
    aim: 20,
    better: 'more',
  },
  disk: {
    id: 'B3',
    operation: 'bytes on disk per document',
    denominator: 'sale rows and line rows',
    pass: 0.4,
    aim: 0.28,
    better: 'less',
  },
  timeline: {
    id: 'B4',
    operation: 'first timeline page (50 newest, with lines), p50',
    denominator: missingKey,
    pass: 4,
    aim: 2.5,
    better: 'less',
  },
  timelineTail: {
    id: 'B4',
    operation: 'first timeline page (50 newest, with lines), p95',
    denominator: missingKey,
    pass: 12,
    aim: 6,
    better: 'less',
  },
  timelineGrowth: {
    id: 'B5',
    operation: 'first timeline page, p50',
    denominator: smallShop,
    pass: 2,
    aim: 1.5,
    better: 'less',
  },
  summaryGrowth: {
    id: 'B5',
    operation: 'summary of a customer, p50',
    denominator: smallShop,
    pass: 2,
    aim: 1.5,
    better: 'less',
  },
  summary: {
    id: 'B6',
    operation: 'summary of a customer, p50',
    denominator: missingKey,
    pass: 4,
    aim: 2,
    better: 'less',
  },
  timelinePeer: {
    id: 'B7',
    operation: 'first timeline page, p50',
    denominator: rxdb,
    pass: 0.25,
    aim: 0.125,
    better: 'less',
  },
  summaryPeer: {
    id: 'B7',
    operation: 'summary of a customer, p50',
    denominator: rxdb,
    pass: 0.25,
    aim: 0.125,
    better: 'less',
  },
  saved: {
    id: 'B8',
    operation: 'saving a sale until "Saved", p50',
    denominator: strictPut,
    pass: 3,
    aim: 2,
    better: 'less',
  },
  shown: {
    id: 'B8',
    operation: 'saving a sale until it is in the timeline, p50',
    denominator: strictPut,
    pass: 8,
    aim: 5,
    better: 'less',
  },
  savedGrowth: {
    id: 'B9',
    operation: 'saving a sale until it is in the timeline, p50',
    denominator: smallShop,
    pass: 1.5,
    aim: 1.2,
    better: 'less',
  },
  search: {
    id: 'B13',
    operation: 'search keystroke (prefix, infix, two words, digits), p95',
    denominator: 'one indexOf over the whole text that finds nothing',
    pass: 10,
    aim: 4,
    better: 'less',
  },
  sealedProfile: {
    id: 'E3',
    operation: 'opening a profile, p50',
    denominator: inClear,
    pass: 1.25,
    aim: 1.1,
    better: 'less',
  },
  sealedSale: {
    id: 'E3',
    operation: 'saving a sale until "Saved", p50',
    denominator: inClear,
    pass: 1.25,
    aim: 1.1,
    better: 'less',
  },
  sealedLoading: {
    id: 'E3',
    operation: 'loading a new device, with its directory',
    denominator: inClear,
    pass: 1.25,
    aim: 1.1,
    better: 'less',
  },
  firstLoad: {
    id: 'B16',
    operation: 'first load of the till: JavaScript, gzip',
    denominator: 'one kilobyte',
    pass: 300,
    aim: 220,
    better: 'less',
  },
  coldTill: {
    id: 'B17',
    operation: 'cold start offline to a usable till, 4 × slower processor',
    denominator: 'blank page of the same app shell',
    pass: 4,
    aim: 2,
    better: 'less',
  },
  coldCustomer: {
    id: 'B17',
    operation: 'cold start offline to the first customer found, 4 × slower processor',
    denominator: 'blank page of the same app shell',
    pass: 4,
    aim: 2,
    better: 'less',
  },
  pushToSqlite: {
    id: 'B18',
    operation: 'push in batches of 100 sales, SQLite',
    denominator: bareInsert,
    pass: 0.25,
    aim: 0.5,
    better: 'more',
  },
  pushToPostgres: {
    id: 'B18',
    operation: 'push in batches of 100 sales, PostgreSQL',
    denominator: bareInsert,
    pass: 0.25,
    aim: 0.5,
    better: 'more',
  },
} as const satisfies Record<string, Budget>;
