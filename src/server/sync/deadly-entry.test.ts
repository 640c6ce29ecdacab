import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clockAheadVariable, deadlyNumber } from '../testing/deadly-poison.ts';
import { diskPlaces, ServedShop } from '../testing/served-shop.ts';

const poison = join(import.meta.dirname, '../testing/deadly-poison.ts');
const halfAnHourMs = 30 * 60_000;
/** Four entries are halved twice, then the last one is tried five times by itself. */
const deathsAtMost = 8;

describe.each(diskPlaces)('an entry that ends the whole process on $name', (place) => {
  test('[P5] is found by halves, is tried alone, and is put aside in the end; all others arrive', {
    timeout: 300_000,
  }, async () => {
    const shop = await ServedShop.open(place);
    try {
      const till = await shop.enrol(await shop.start({}, poison), 'Till');
      const sales = ['A', 'B', deadlyNumber, 'C'].map((number) => till.sale({ number }));
      for (const sale of sales) till.record('recordSale', { sale });

      const verdicts: string[] = [];
      let deaths = 0;
      while (verdicts.length < till.log.length) {
        try {
          const { outcomes } = await till.push(till.log.slice(verdicts.length));
          verdicts.push(...outcomes.map(({ outcome, code }) => `${outcome} ${code}`));
        } catch {
          await shop.kill();
          deaths += 1;
          expect(deaths).toBeLessThanOrEqual(deathsAtMost);
          // After the last try the patience with it has run out.
          const ahead = deaths >= deathsAtMost - 1 ? halfAnHourMs : 0;
          till.moveTo(await shop.start({ [clockAheadVariable]: String(ahead) }, poison));
        }
      }
      expect(verdicts).toEqual([
        'applied null',
        'applied null',
        'quarantined internal_error',
        'applied null',
      ]);
      expect(deaths).toBeGreaterThanOrEqual(5);
      const stored = (await till.pull()).filter(({ table }) => table === 'sale').map(({ id }) => id);
      expect(stored.sort()).toEqual(
        sales.flatMap(({ id, number }) => (number === deadlyNumber ? [] : [id])).sort(),
      );
      expect(await shop.differences()).toEqual([]);
    } finally {
      await shop.close();
    }
  });
});
