/** Exchange rates from a file (rule I2). Rates that stand already as they are write nothing. */
import { CsvRows } from '../../domain/importing/csv-rows.ts';
import { readRates } from '../../domain/importing/read-rates.ts';
import { parseArgs } from '../../domain/mutations/registry.ts';
import { newId } from '../../domain/values/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyOne } from '../mutations/apply-one.ts';
import { RequestRefused } from '../request-refused.ts';
import { fileText } from './file-text.ts';

/** As many as one mutation takes. */
const ratesAtOnce = 5000;

/** A line of the file is no rate, or a second one for the same currency and day; the first line is the header. */
export class NotARate extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`line ${line} is no rate`);
    this.line = line;
  }
}

/** @returns how many rates were new or changed */
export async function importRates(
  { storage, clock, randomBytes }: Dependencies,
  tenantId: string,
  path: string,
): Promise<number> {
  const lines = new CsvRows();
  const rows: string[][] = [];
  for await (const text of fileText(path)) rows.push(...lines.take(text));
  rows.push(...lines.finish());
  return storage.write(tenantId, async (writer) => {
    const setting = await writer.get('setting', tenantId);
    const read = readRates(rows, setting?.currency ?? '');
    if (!read.ok) throw new NotARate(read.line);
    const present = await writer.getMany(
      'rateTable',
      read.rates.map(({ id }) => id),
    );
    const news = read.rates.filter(({ rate }, index) => present[index]?.rate !== rate);
    for (let start = 0; start < news.length; start += ratesAtOnce) {
      const parsed = parseArgs('saveRates', { rates: news.slice(start, start + ratesAtOnce) });
      if (!parsed.ok) throw new RequestRefused(parsed.refusals);
      const now = clock();
      const context = { mutationId: newId(now, randomBytes), actorId: null, deviceId: null, at: now };
      await applyOne(writer, 'saveRates', parsed.args, context, now);
    }
    return news.length;
  });
}
