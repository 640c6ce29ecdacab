import { describe, expect, test } from 'vitest';
import { Random } from '../../domain/generator/random.ts';
import { BusyTill } from '../testing/busy-till.ts';
import { diskPlaces, ServedShop } from '../testing/served-shop.ts';

/** `KILLED_SERVER_ROUNDS=50 npx vitest run --project unit killed-server` makes a long run of it. */
const rounds = Number(process.env.KILLED_SERVER_ROUNDS ?? 3);
const seed = Number(process.env.KILLED_SERVER_SEED ?? 20261121);
const tillsAtOnce = 4;
const timeout = 60_000 + rounds * 60_000;

describe.each(diskPlaces)('a server on disk that is killed on $name', (place) => {
  test(
    `[P3] [P4] ${rounds} times in the middle of pushes: nothing acknowledged is lost, nothing is doubled`,
    async () => {
      const random = new Random(seed);
      const shop = await ServedShop.open(place);
      try {
        let server = await shop.start();
        const tills: BusyTill[] = [];
        for (let n = 0; n < tillsAtOnce; n += 1) {
          tills.push(new BusyTill(await shop.enrol(server, `Till ${n}`), new Random(random.below(2 ** 31))));
        }
        const seen = { underWay: 0, committedUnanswered: 0, acknowledged: 0 };
        for (let round = 1; round <= rounds; round += 1) {
          const killAfter = 1 + random.below(12);
          const delayMs = random.below(25);
          let answers = 0;
          const answered = (): void => {
            answers += 1;
            if (answers === killAfter) setTimeout(() => void shop.kill(), delayMs);
          };
          await Promise.all(tills.map((till) => till.workUntilServerDies(answered)));
          await shop.kill();
          server = await shop.start();
          seen.acknowledged += answers;

          for (const till of tills) {
            const { device, sendingUpTo, acknowledgedSeq } = till;
            device.moveTo(server);
            const { deviceId } = device.identity;
            const head = await shop.storage.write(shop.tenantId, ({ log }) =>
              log.head(deviceId, device.incarnation),
            );
            if (sendingUpTo !== null) seen.underWay += 1;
            if (head.seq > acknowledgedSeq) seen.committedUnanswered += 1;
            // A batch is there as a whole or not at all.
            expect([acknowledgedSeq, sendingUpTo ?? acknowledgedSeq], `round ${round}`).toContain(head.seq);
            await till.sendRest();
          }
          expect(await shop.differences(), `round ${round}`).toEqual([]);
        }

        for (const till of tills) expect(await till.sendAllAgain()).toEqual([...till.told.values()]);
        const rows = await (await shop.enrol(server, 'Office')).pull();
        const recorded = tills.flatMap(({ documents }) => documents);
        const stored = rows.filter(({ table }) => table === 'sale');
        expect(stored).toHaveLength(recorded.length);
        expect(new Map(stored.map(({ id, row }) => [id, row]))).toEqual(
          new Map(recorded.map((sale) => [sale.id, JSON.parse(JSON.stringify(sale))])),
        );
        expect(await shop.differences()).toEqual([]);
        if (rounds > 3) console.log(place.name, { rounds, documents: recorded.length, ...seen });
      } finally {
        await shop.close();
      }
    },
    timeout,
  );
});
