/** The page that measures the search for customers: the app's own worker, asked as screens ask it. */
import { proxy } from 'comlink';
import type { DirectoryAnswer, DirectoryQuery } from '../../src/client/app/services.ts';
import { startWorker } from '../../src/client/worker/start-worker.ts';
import type { Customer } from '../../src/domain/model/customer.ts';
import { customersMeant, keystrokes, searchedFields, type TypingKind, typingKinds } from '../keystrokes.ts';
import { customersFileName, type ShopFiles } from '../shop-files.ts';
import { fetchJson } from './fetch-json.ts';
import { identityOf } from './own-rows.ts';
import { msOf } from './timing.ts';

const { worker } = startWorker();
const shownAtOnce = 20;

const anyone: Omit<DirectoryQuery, 'text'> = {
  type: null,
  status: null,
  tag: null,
  tier: null,
  lifecycle: null,
  sort: 'name',
  descending: false,
};

const ask = (text: string): Promise<DirectoryAnswer> =>
  worker.customers(null, { ...anyone, text }, 0, shownAtOnce);

let customers: readonly Customer[] = [];
let fieldsOf: ReadonlyMap<string, readonly string[]> = new Map();
/** A word that nobody has in a name, a number or an address. */
const strangeWord = 'qzxw';

/** All that is searched, in one piece. */
let wholeText = '';

const page = {
  /** Opens the shop in the worker; answers how long its first answer took. */
  async open(name: string, files: ShopFiles): Promise<number> {
    customers = await fetchJson<Customer[]>(files, customersFileName);
    fieldsOf = new Map(customers.map((customer) => [customer.id, searchedFields(customer)]));
    wholeText = [...fieldsOf.values()].map((fields) => fields.join('\t')).join('\n');
    await worker.open(
      identityOf(name).tenantId,
      proxy(() => undefined),
    );
    return msOf(() => ask('an'));
  },

  /** Types what is known of some customers, each keystroke after the answer to the one before. */
  async type(
    first: number,
    count: number,
  ): Promise<{ times: Record<TypingKind | 'miss', number[]>; wrong: string[] }> {
    const times: Record<TypingKind | 'miss', number[]> = {
      prefix: [],
      infix: [],
      'two words': [],
      digits: [],
      miss: [],
    };
    const wrong: string[] = [];
    for (let index = first; index < first + count; index += 1) {
      const customer = customers[(index * 7919) % customers.length] as Customer;
      for (const kind of typingKinds) {
        for (const query of keystrokes(customer, kind)) {
          let answer: DirectoryAnswer | undefined;
          times[kind].push(
            await msOf(async () => {
              answer = await ask(query);
            }),
          );
          const meant = customersMeant(query, fieldsOf);
          const isRight =
            answer?.total === meant.size && answer.rows.every((row) => meant.has(row.customerId));
          if (!isRight) wrong.push(`${kind} ${query}: ${answer?.total} instead of ${meant.size}`);
        }
        const started = performance.now();
        const at = wholeText.indexOf(strangeWord);
        times.miss.push(performance.now() - started);
        if (at !== -1) wrong.push(`somebody is called ${strangeWord}`);
      }
    }
    return { times, wrong };
  },
};

declare global {
  var searchPage: typeof page;
}
globalThis.searchPage = page;
