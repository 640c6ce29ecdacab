import { readFileSync } from 'node:fs';
import { errorRegistry } from '../../domain/errors.ts';
import { type CsvMapping, csvMappingSchema } from '../../domain/importing/csv-mapping.ts';
import type { RejectedRow } from '../../domain/importing/importer.ts';
import { type ImportFormat, importFormats } from '../../domain/model/records.ts';
import { isCurrency } from '../../domain/values/currency.ts';
import type { Dependencies } from '../dependencies.ts';
import { importFiles } from '../imports/import-files.ts';
import { importRates, NotARate } from '../imports/import-rates.ts';
import { type Command, type Options, WrongUsage } from './command.ts';

/** So many rejected rows are shown; more would hide the counts. */
const shownRows = 20;

export const importCommand: Command = {
  summary: "takes over another system's sales",
  help: `
regulars import --tenant ID --format FORMAT --file FILE [--file FILE]... [--mapping FILE]

Reads CSV files, also gzipped ones, into the shop: customers, products and sales. Running it again adds nothing. Prints
  {"rows", "sales", "returns", "customers", "products", "leftOut", "rejected", "added": {...}}
where "rows" to "rejected" say what the files hold and "added" what was new. Works beside a running server.

  --tenant                id of the shop
  --format                ${importFormats.join(', ')}
  --file                  a file; each is known by its header, so their order does not matter
  --mapping               for csv: a JSON file that says which column holds what, for example
                          {"columns": {"date": "Sold on", "receipt": "Bill", "lineTotal": "Amount"}}
                          without it the usual names of columns are recognised
  --currency-by-country   for online-retail: a CSV file with the columns country and currency
  --rates                 a CSV file of exchange rates with the columns currency, effective_from and, where the shop's
                          currency is GBP, gbp_per_unit
`,
  options: {
    tenant: { type: 'string' },
    format: { type: 'string' },
    file: { type: 'string', multiple: true },
    mapping: { type: 'string' },
    'currency-by-country': { type: 'string' },
    rates: { type: 'string' },
  },
  async run(options, { dependencies, tell }) {
    const paths = options.texts('file');
    if (paths.length === 0) throw new WrongUsage('--file is missing.');
    let rejected = 0;
    const onRejected = (row: RejectedRow): void => {
      rejected += 1;
      if (rejected <= shownRows) tell(`${row.file}, row ${row.row}: ${errorRegistry[row.code].sentence}`);
    };
    const { counts, added } = await importFiles(dependencies, options.tenant(), {
      format: formatOf(options),
      paths,
      mapping: mappingOf(options),
      currencyByCountry: currenciesOf(options),
      onRejected,
    });
    if (rejected > shownRows) tell(`… and ${rejected - shownRows} more rows that were not taken.`);
    const rates = options.text('rates');
    const addedRates =
      rates === undefined ? {} : { rates: await ratesOf(dependencies, options.tenant(), rates) };
    return { answer: { ...counts, added: { ...added, ...addedRates } }, ok: true };
  },
};

async function ratesOf(dependencies: Dependencies, tenantId: string, path: string): Promise<number> {
  try {
    return await importRates(dependencies, tenantId, path);
  } catch (error) {
    if (!(error instanceof NotARate)) throw error;
    throw new WrongUsage(
      `--rates ${path}: line ${error.line} is not as it should be; see --help. No rate was taken.`,
    );
  }
}

function formatOf(options: Options): ImportFormat {
  const wanted = options.required('format');
  const format = importFormats.find((known) => known === wanted);
  if (!format) throw new WrongUsage(`--format ${wanted} is none of ${importFormats.join(', ')}.`);
  return format;
}

function mappingOf(options: Options): CsvMapping | null {
  const path = options.text('mapping');
  if (path === undefined) return null;
  let parsed: ReturnType<typeof csvMappingSchema.safeParse>;
  try {
    parsed = csvMappingSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) throw new WrongUsage(`--mapping ${path} does not hold JSON.`);
    throw error;
  }
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new WrongUsage(`--mapping ${path}: ${issue?.path.join('.')}: ${issue?.message}.`);
}

function currenciesOf(options: Options): ReadonlyMap<string, string> | null {
  const path = options.text('currency-by-country');
  if (path === undefined) return null;
  const [header, ...lines] = readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean);
  const pairs = lines.map((line): [string, string] => {
    const comma = line.lastIndexOf(',');
    return [line.slice(0, comma).replace(/^"|"$/g, ''), line.slice(comma + 1).trim()];
  });
  const wrong = pairs.find(([, currency]) => !isCurrency(currency));
  if (header?.trim() !== 'country,currency' || wrong) {
    throw new WrongUsage(`--currency-by-country ${path} needs the columns country and currency (ISO 4217).`);
  }
  return new Map(pairs);
}
