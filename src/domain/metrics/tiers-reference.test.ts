import { describe, expect, it } from 'vitest';
import { hasReferenceData, readReferenceFile, readReferenceTable } from '../../tooling/reference-data.ts';
import { importInto } from '../testing/golden.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { daysBetween } from '../values/calendar.ts';
import { summarize } from './summary.ts';
import { lifecycleOf, tierBounds, valueTierOf } from './tiers.ts';

const slices = [
  ['cdnow', 'cdnow_sample', 'cdnow_sample.csv.gz', 'USD', '1998-07-01'],
  ['online-retail', 'online_retail_full', 'online_retail.csv.gz', 'GBP', '2011-12-10'],
] as const;

describe.skipIf(!hasReferenceData())('tiers of real shops', () => {
  it.each(slices)(
    '[DEF5] %s: as many customers of each kind as published',
    async (format, slice, file, currency, today) => {
      const store = new MemoryStore();
      await importInto(store, format, [readReferenceFile(file)], currency);
      const summaries = store
        .allMetrics()
        .filter(({ customerId }) => customerId !== 'guest')
        .map(({ cells }) => summarize(cells, currency, today))
        .filter(({ orders }) => orders > 0);
      const bounds = tierBounds(Float64Array.from(summaries, ({ main }) => main.netMinor));
      const counts = new Map<string, number>();
      for (const { main, first, last } of summaries) {
        if (!bounds || !first || !last)
          throw new Error('a customer with an order has a first and a last one');
        const isVip = valueTierOf(main.netMinor, bounds) === 'vip';
        const lifecycle = lifecycleOf(
          daysBetween(first.businessDate, today),
          daysBetween(last.businessDate, today),
        );
        const flags = [isVip, lifecycle === 'new', lifecycle === 'at_risk'].map(Number).join();
        counts.set(flags, (counts.get(flags) ?? 0) + 1);
      }
      const published = readReferenceTable(`expected/${slice}/tier_flags.csv`).map(
        ({ is_vip, is_new, is_at_risk, customers }) =>
          [[is_vip, is_new, is_at_risk].join(), Number(customers)] as const,
      );
      expect(counts).toEqual(new Map(published));
    },
    120_000,
  );
});
