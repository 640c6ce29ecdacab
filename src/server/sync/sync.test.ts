import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { type Sale, saleRefOf } from '../../domain/model/sale.ts';
import { accountPaymentsProtocol, type FeedRow, protocolVersion } from '../../domain/sync/protocol.ts';
import { buildLine, buildPayment, buildReturn, id } from '../../domain/testing/build.ts';
import { createEnrolCode } from '../shops/create-enrol-code.ts';
import { databases } from '../storage/testing/databases.ts';
import { gzipped, openTestServer, type TestServer } from '../testing/test-server.ts';

const rowsOf = (rows: readonly FeedRow[], table: string): FeedRow[] =>
  rows.filter((row) => row.table === table);

const dayMs = 86_400_000;

describe.each(databases)('sync on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  test('a sale pushed by one device is seen by another with the same figures', async () => {
    const [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
    const customerId = id('first customer');
    till.record('createCustomer', { id: customerId, fields: emptyCustomerFields('Ada Lovelace') });
    const sale = till.sale({ customerId });
    till.record('recordSale', { sale });
    const answer = await till.push();
    expect(answer).toMatchObject({ lastSeq: 2, problem: null });
    expect(answer.outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);

    const rows = await office.pull();
    expect(rowsOf(rows, 'customer').map((row) => row.id)).toContain(customerId);
    expect(rowsOf(rows, 'sale').find((row) => row.id === sale.id)?.row).toEqual(sale);
    const [metrics] = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.metrics([customerId]),
    );
    expect(metrics?.cells).toMatchObject([{ orders: 1, grossMinor: 1800 }]);
  });

  test('[P3] a batch sent again gives the stored outcomes and changes nothing', async () => {
    const till = await server.enrol('Till');
    till.record('recordSale', { sale: till.sale() });
    till.record('recordSale', { sale: till.sale() });
    const first = await till.push();
    const position = await till.pullPage();
    const again = await till.push();
    expect(again.outcomes).toEqual(first.outcomes);
    expect(again.lastSeq).toBe(2);
    expect((await till.pullPage()).completeV).toBe(position.completeV);
  });

  test('[P3] the same batch sent twice at once is taken once', async () => {
    const till = await server.enrol('Till');
    const sales = Array.from({ length: 5 }, () => till.sale());
    for (const sale of sales) till.record('recordSale', { sale });
    const [one, two] = await Promise.all([till.push(), till.push()]);
    expect(one?.outcomes).toEqual(two?.outcomes);
    const seen = rowsOf(await till.pull(), 'sale').filter((row) => sales.some((sale) => sale.id === row.id));
    expect(seen).toHaveLength(5);
  });

  test('[P3] a push that arrives once more after 40 days gets the old outcomes and takes back nothing since', async () => {
    const [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
    const customerId = id('customer of old');
    till.record('createCustomer', { id: customerId, fields: emptyCustomerFields('Old name') });
    const sale = till.sale({ customerId });
    till.record('recordSale', { sale });
    till.record('editCustomer', { id: id('nobody at all'), changes: { name: 'Nobody' } });
    const first = await till.push();
    expect(first.outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'refused']);
    server.advance(20 * dayMs);
    office.record('editCustomer', { id: customerId, changes: { name: 'New name' } });
    office.record('recordReturn', {
      sale: buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], {
        id: id('late return'),
        number: 'B1-A-000001',
      }),
    });
    await office.push();
    server.advance(20 * dayMs);

    const before = await office.pull();
    expect((await till.push()).outcomes).toEqual(first.outcomes);
    expect(await office.pull()).toEqual(before);
    expect(rowsOf(before, 'customer').find((row) => row.id === customerId)?.row).toMatchObject({
      name: 'New name',
    });
  });

  test('[P3] a gap is answered with the seq that is expected, and takes nothing behind it', async () => {
    const till = await server.enrol('Till');
    for (let n = 0; n < 4; n += 1) till.record('recordSale', { sale: till.sale() });
    const answer = await till.push(
      [till.log[0], till.log[2], till.log[3]].filter((entry) => entry !== undefined),
    );
    expect(answer).toMatchObject({ lastSeq: 1, problem: 'gap' });
    expect((await till.push(till.log.slice(1))).lastSeq).toBe(4);
  });

  test('[P3] [X3] another content under a seq already taken is a fork; both histories stay', async () => {
    const till = await server.enrol('Till');
    const kept = till.sale();
    till.record('recordSale', { sale: kept });
    await till.push();
    till.log.length = 0;
    const other = till.sale();
    till.record('recordSale', { sale: other });
    expect(await till.push()).toMatchObject({ lastSeq: 1, problem: 'forked', outcomes: [] });

    till.incarnation = id('new incarnation');
    const [unsent] = till.log;
    till.log.length = 0;
    till.record('recordSale', { sale: other }, { id: unsent?.id ?? '' });
    expect(await till.push()).toMatchObject({ lastSeq: 1, problem: null });
    const ids = rowsOf(await till.pull(), 'sale').map((row) => row.id);
    expect(ids).toEqual(expect.arrayContaining([kept.id, other.id]));
  });

  test('[P3] a chain that does not continue the one before is a fork', async () => {
    const till = await server.enrol('Till');
    till.record('recordSale', { sale: till.sale() });
    await till.push();
    const [first] = till.log;
    till.record('recordSale', { sale: till.sale() });
    const torn = till.log.slice(1).map((entry) => ({ ...entry, previousHash: first?.hash ?? '' }));
    expect(await till.push(torn)).toMatchObject({ lastSeq: 1, problem: 'forked' });
  });

  test('[X3] a mutation that comes again in a new log is not applied twice', async () => {
    const till = await server.enrol('Till');
    const sale = till.sale({ customerId: id('renumbered') });
    const { id: mutationId } = till.record('recordSale', { sale });
    const [before] = (await till.push()).outcomes;
    till.incarnation = id('renumbered incarnation');
    till.log.length = 0;
    till.record('recordSale', { sale }, { id: mutationId });
    const [after] = (await till.push()).outcomes;
    expect(after).toMatchObject({ mutationId, outcome: 'applied', seq: 1 });
    expect(after?.v).toBeGreaterThan(before?.v ?? 0);
    const [metrics] = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.metrics([id('renumbered')]),
    );
    expect(metrics?.cells).toMatchObject([{ orders: 1 }]);
  });

  test('[K2] a refused intent is kept with its payload and holds nothing up', async () => {
    const till = await server.enrol('Till');
    const missing = id('missing customer');
    const intent = till.record('editCustomer', { id: missing, changes: { name: 'Nobody' } });
    const sale = till.sale();
    till.record('recordSale', { sale });
    const { outcomes } = await till.push();
    expect(outcomes).toMatchObject([
      { outcome: 'refused', code: 'customer_not_found' },
      { outcome: 'applied' },
    ]);

    const rows = await till.pull();
    const attention = rowsOf(rows, 'attention').find(
      (row) => (row.row as { mutationId: string }).mutationId === intent.id,
    );
    expect(attention?.row).toMatchObject({
      state: 'open',
      code: 'customer_not_found',
      payload: JSON.stringify(intent.args),
      subjectIds: [missing],
      actorId: till.identity.actorId,
    });
    expect(rowsOf(rows, 'outcome').find((row) => row.id === intent.id)?.row).toMatchObject({
      outcome: 'refused',
    });
  });

  test('[K1] [K4] a second return of the same goods and a sale to an unknown customer are kept and flagged', async () => {
    const [one, two] = [await server.enrol('One'), await server.enrol('Two')];
    const sale = one.sale({ customerId: id('nobody the server knows') });
    one.record('recordSale', { sale });
    await one.push();
    const returns = [one, two].map((device) => {
      const { id: returnId, deviceId, number } = device.sale();
      return buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: returnId, deviceId, number });
    });
    for (const [index, device] of [one, two].entries()) {
      device.record('recordReturn', { sale: returns[index] as Sale });
      expect((await device.push()).outcomes.at(-1)).toMatchObject({ outcome: 'applied' });
    }
    const issues = rowsOf(await one.pull(), 'saleIssue').map(
      (row) => row.row as { code: string; sale: { id: string } },
    );
    expect(issues.filter((issue) => issue.sale.id === sale.id)).toMatchObject([{ code: 'unknown_customer' }]);
    expect(issues.filter((issue) => issue.sale.id === returns[1]?.id).map(({ code }) => code)).toContain(
      'over_returned',
    );
  });

  test('[K3] what cannot be read is put aside as it came, and those behind go on', async () => {
    const till = await server.enrol('Till');
    const sale = till.sale();
    till.record('recordSale', { sale: { ...till.sale(), totalMinor: 1 } });
    till.record('recordSale', { sale }, { name: 'fromTheFuture' });
    till.record('recordSale', { sale }, { hash: 'a'.repeat(64) });
    till.record('recordSale', { sale }, { actor: id('a stranger') });
    till.record('recordSale', { sale }, { build: 'x'.repeat(500) });
    till.record('recordSale', { sale });
    const { outcomes } = await till.push();
    expect(outcomes.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['quarantined', 'sums_disagree'],
      ['quarantined', 'unknown_mutation'],
      ['quarantined', 'hash_mismatch'],
      ['quarantined', 'not_permitted'],
      ['quarantined', 'invalid_request'],
      ['applied', null],
    ]);
    expect((await till.push()).outcomes).toEqual(outcomes);
  });

  test('[K3] arguments that cannot be hashed or stored are put aside at once, and nothing behind them waits', async () => {
    const till = await server.enrol('Till');
    till.record('recordSale', { sale: till.sale() });
    const number = Object.assign(till.record('recordSale', { sale: till.sale() }), { args: { sale: 1e300 } });
    till.record('recordSale', { sale: till.sale({ number: 'A\u00001' }) });
    till.record('recordSale', { sale: till.sale() });
    expect((await till.push()).outcomes).toMatchObject([
      { outcome: 'applied' },
      { mutationId: number.id, outcome: 'quarantined', code: 'hash_mismatch' },
      { outcome: 'quarantined', code: 'invalid_request' },
      { outcome: 'applied' },
    ]);
  });

  test('[K3] an entry that nests without end is put aside, and nothing behind it waits', async () => {
    const till = await server.enrol('Till');
    const deep = Object.assign(till.record('recordSale', { sale: till.sale() }), { args: 'DEEP' });
    till.record('recordSale', { sale: till.sale() });
    const { epoch, deviceId } = till.identity;
    const request = {
      protocol: 1,
      epoch,
      device: deviceId,
      incarnation: till.incarnation,
      entries: till.log,
    };
    const levels = 20_000;
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/sync/push',
      headers: { cookie: till.cookie, 'content-type': 'application/json' },
      payload: JSON.stringify(request).replace(
        '"DEEP"',
        `{"sale":${'['.repeat(levels)}${']'.repeat(levels)}}`,
      ),
    });
    expect(answer.json().outcomes).toMatchObject([
      { mutationId: deep.id, outcome: 'quarantined', code: 'invalid_request' },
      { outcome: 'applied' },
    ]);
  });

  test('[X6] a device whose clock went mad changes nothing for others: its time is taken from the server', async () => {
    const till = await server.enrol('Till');
    const customers = ['far ahead', 'far behind'].map((name) => ({ id: id(name), name }));
    const offsets = [Number.MAX_SAFE_INTEGER - till.identity.serverTime, -till.identity.serverTime * 4];
    for (const [index, { id: customerId, name }] of customers.entries()) {
      const fields = emptyCustomerFields(name);
      const estimatedOffsetMs = offsets[index] ?? 0;
      till.record('createCustomer', { id: customerId, fields }, { estimatedOffsetMs });
    }
    const sale = till.sale();
    till.record('recordSale', { sale }, { estimatedOffsetMs: 24 * 60 * 60_000 });
    expect((await till.push()).outcomes).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'applied' },
      { outcome: 'applied' },
    ]);

    const listed = await server.ask({ url: '/api/v1/customers' });
    expect(listed.statusCode).toBe(200);
    const received = server.dependencies.clock();
    const rows = await till.pull();
    for (const { id: customerId } of customers) {
      const row = rows.find((one) => one.id === customerId)?.row;
      expect(row).toMatchObject({ createdAt: received, updatedAt: received });
    }
    const issues = rowsOf(rows, 'saleIssue').map(({ row }) => row as { sale: Sale; code: string });
    expect(issues.filter((issue) => issue.sale.id === sale.id)).toMatchObject([{ code: 'clock_suspect' }]);
  });

  test('[D3] another sale under an id that is taken changes nothing and is put before a person', async () => {
    const [till, other] = [await server.enrol('Till'), await server.enrol('Other till')];
    const kept = till.sale();
    till.record('recordSale', { sale: kept });
    await till.push();
    const { id: mutationId } = other.record('recordSale', { sale: other.sale({ id: kept.id }) });
    expect((await other.push()).outcomes).toMatchObject([{ outcome: 'refused', code: 'already_exists' }]);
    const rows = await other.pull();
    expect(rows.find((row) => row.table === 'sale' && row.id === kept.id)?.row).toEqual(kept);
    expect(rowsOf(rows, 'attention').map(({ row }) => row)).toContainEqual(
      expect.objectContaining({ mutationId, state: 'open', isFact: true }),
    );
  });

  test('[K1] a text that was cut in the middle of a character is taken, and reads the same everywhere', async () => {
    const till = await server.enrol('Till');
    const customerId = id('cut');
    till.record('createCustomer', { id: customerId, fields: emptyCustomerFields('Zoe \ud83d') });
    expect((await till.push()).outcomes).toMatchObject([{ outcome: 'applied' }]);
    const rows = await till.pull();
    expect(rows.find((row) => row.id === customerId)?.row).toMatchObject({ name: 'Zoe \ufffd' });
    const { differences } = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.verify(),
    );
    expect(differences).toEqual([]);
  });

  test('[A3] a mutation that names another shop is refused', async () => {
    const till = await server.enrol('Till');
    const other = await server.addShop('Other shop');
    await till.signIn(server.shop.ownerEmail, server.shop.ownerPassword);
    till.record('editSettings', { tenantId: other.tenantId, changes: { shopName: 'Taken over' } });
    expect((await till.push()).outcomes).toMatchObject([{ outcome: 'refused', code: 'not_found' }]);
  });

  test('[X4] the same receipt number twice keeps both sales and leaves an issue', async () => {
    const till = await server.enrol('Till');
    const first = till.sale({ number: 'SAME-1' });
    const second = till.sale({ number: 'SAME-1' });
    till.record('recordSale', { sale: first });
    till.record('recordSale', { sale: second });
    await till.push();
    const issues = rowsOf(await till.pull(), 'saleIssue')
      .map((row) => row.row as { code: string; sale: { id: string } })
      .filter((issue) => issue.sale.id === first.id || issue.sale.id === second.id);
    expect(issues).toMatchObject([{ code: 'number_clash', sale: { id: second.id } }]);
  });

  test('[P2] all rows of a batch bear one v, and the outcomes say it', async () => {
    const till = await server.enrol('Till');
    for (let n = 0; n < 3; n += 1) till.record('recordSale', { sale: till.sale() });
    const { outcomes } = await till.push();
    const [v] = new Set(outcomes.map((outcome) => outcome.v));
    const rows = (await till.pull()).filter((row) => row.v === v);
    expect(rows.map((row) => row.table)).toEqual(['sale', 'sale', 'sale', 'outcome', 'outcome', 'outcome']);
  });

  test('[F1] pages of any size give the same rows in the same order, and say which v is complete', async () => {
    const till = await server.enrol('Till');
    till.record('createCustomer', { id: id('paged'), fields: emptyCustomerFields('Paged') });
    for (let n = 0; n < 5; n += 1) till.record('recordSale', { sale: till.sale() });
    await till.push();
    const whole = await till.pull();
    for (const limit of [1, 2, 7]) expect(await till.pull(undefined, limit)).toEqual(whole);

    let cursor = { v: 0, table: '', id: '' };
    const seen: FeedRow[] = [];
    for (;;) {
      const page = await till.pullPage(cursor, 3);
      seen.push(...page.rows);
      const due = whole.filter((row) => row.v <= page.completeV);
      expect(seen.slice(0, due.length)).toEqual(due);
      if (!page.more) break;
      cursor = page.next;
    }
  });

  test('[F1] a page holds no more than two megabytes, unless one row does by itself', async () => {
    const till = await server.enrol('Till', await server.addShop('Large documents'));
    const { completeV } = await till.pullPage();
    const lines = (count: number) =>
      Array.from({ length: count }, (_, n) => buildLine({ n: n + 1, name: 'x'.repeat(255) }));
    for (const count of [1000, 1000, 1000, 5000, 1000]) {
      till.record('recordSale', { sale: till.sale({ lines: lines(count) }) });
      await till.push(till.log.slice(-1));
    }
    const sizes: number[] = [];
    const seen: FeedRow[] = [];
    for (let cursor = { v: completeV + 1, table: '', id: '' }; ; ) {
      const page = await till.pullPage(cursor);
      sizes.push(rowsOf(page.rows, 'sale').length);
      seen.push(...page.rows);
      expect(page.rows.length === 1 || JSON.stringify(page).length < 2_100_000).toBe(true);
      if (!page.more) break;
      cursor = page.next;
    }
    expect(rowsOf(seen, 'sale')).toHaveLength(5);
    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(1);
    expect(await till.pull({ v: completeV + 1, table: '', id: '' }, 1)).toEqual(seen);
  });

  test('[F2] whoever holds all rows up to a v goes on from the next one', async () => {
    const till = await server.enrol('Till');
    const { completeV } = await till.pullPage(undefined, 1000);
    const sale = till.sale();
    till.record('recordSale', { sale });
    await till.push();
    const rows = await till.pull({ v: completeV + 1, table: '', id: '' });
    expect(rows.map((row) => row.table)).toEqual(['sale', 'outcome']);
  });

  test('[X5] a build of an older protocol is taken what it sends, and told to update when it is too old to be sent anything', async () => {
    const till = await server.enrol('Till');
    till.record('recordSale', { sale: till.sale() });
    expect((await till.push(till.log, { protocol: 1 })).outcomes).toMatchObject([{ outcome: 'applied' }]);
    const { epoch } = till.identity;
    const asked = (protocol: number) => till.get(`/api/v1/sync/pull?epoch=${epoch}&v=0&protocol=${protocol}`);
    const tooOld = await asked(0);
    expect([tooOld.statusCode, tooOld.json().code]).toEqual([426, 'app_too_old']);
    expect((await asked(1)).statusCode).toBe(200);
    const filled = await till.get(`/api/v1/sync/snapshot?epoch=${epoch}&protocol=0`);
    expect([filled.statusCode, filled.json().code]).toEqual([426, 'app_too_old']);
  });

  test('[X5] a build that knows of no payments on account is told to update as soon as there is one', async () => {
    const till = await server.enrol('Till', await server.addShop('On account'));
    const customerId = id('Anna on account');
    till.record('createCustomer', { id: customerId, fields: emptyCustomerFields('Anna') });
    const { epoch } = till.identity;
    const { completeV } = await till.pullPage(undefined, 1000);
    const asked = (protocol: number) =>
      till.get(`/api/v1/sync/pull?epoch=${epoch}&v=${completeV + 1}&protocol=${protocol}`);
    expect((await asked(accountPaymentsProtocol - 1)).statusCode).toBe(200);
    till.record('recordSale', { sale: buildPayment({ ...till.sale(), customerId, amountMinor: 500 }) });
    await till.push();
    const old = await asked(accountPaymentsProtocol - 1);
    expect([old.statusCode, old.json().code]).toEqual([426, 'app_too_old']);
    expect((await asked(accountPaymentsProtocol)).statusCode).toBe(200);
  });

  test('[X5] a device joins with any build that is still understood', async () => {
    const joined = async (protocol: number) => {
      const { code } = await createEnrolCode(server.dependencies, server.shop.tenantId);
      const payload = { protocol, code, deviceName: 'Till' };
      return server.app.inject({ method: 'POST', url: '/api/v1/auth/enrol', payload });
    };
    expect((await joined(1)).statusCode).toBe(200);
    expect((await joined(protocolVersion + 1)).statusCode).toBe(200);
    expect((await joined(0)).json()).toMatchObject({ code: 'app_too_old' });
  });

  test('[X5] a server that was rolled back takes what it knows of a newer build, and keeps the rest for later', async () => {
    const till = await server.enrol('Till');
    const [before, after] = [till.sale(), till.sale()];
    till.record('recordSale', { sale: before });
    till.record(
      'recordPrint',
      { id: id('print'), sale: saleRefOf(before), form: 'copy' },
      { name: 'recordScent' },
    );
    till.record('recordPrint', { id: id('later'), sale: saleRefOf(before), form: 'copy' }, { version: 2 });
    till.record('recordSale', { sale: after });
    const { outcomes } = await till.push(till.log, { protocol: protocolVersion + 1 });
    expect(outcomes.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['applied', null],
      ['quarantined', 'unknown_mutation'],
      ['quarantined', 'unknown_mutation'],
      ['applied', null],
    ]);
    const { epoch } = till.identity;
    const shown = await till.get(`/api/v1/sync/pull?epoch=${epoch}&v=0&protocol=${protocolVersion + 1}`);
    expect(shown.statusCode).toBe(200);
  });

  test('outcomes go to the device they are of, and to no other', async () => {
    const [one, two] = [await server.enrol('One'), await server.enrol('Two')];
    const { id: mutationId } = one.record('recordSale', { sale: one.sale() });
    await one.push();
    expect(rowsOf(await one.pull(), 'outcome').map((row) => row.id)).toEqual([mutationId]);
    expect(rowsOf(await two.pull(), 'outcome')).toEqual([]);
  });

  test('[A3] nobody sees what is not theirs', async () => {
    const other = await server.addShop('Neighbour');
    const [till, stranger] = [await server.enrol('Till'), await server.enrol('Stranger', other)];
    till.record('recordSale', { sale: till.sale() });
    await till.push();
    const rows = await stranger.pull();
    expect(rowsOf(rows, 'sale')).toEqual([]);
    expect(rowsOf(rows, 'setting').map((row) => row.id)).toEqual([other.tenantId]);
    const forged = await stranger.post('/api/v1/sync/push', {
      protocol: 1,
      epoch: stranger.identity.epoch,
      device: till.identity.deviceId,
      incarnation: till.incarnation,
      entries: till.log,
    });
    expect(forged.json()).toMatchObject({ code: 'not_permitted' });
  });

  test('a restored server says so before anything is taken', async () => {
    const till = await server.enrol('Till');
    till.record('recordSale', { sale: till.sale() });
    await expect(till.push(undefined, { epoch: 'another' })).rejects.toThrow(/409.*wrong_epoch/);
  });

  test('[P1] a push may come gzipped, and may not unfold without bound', async () => {
    const till = await server.enrol('Till');
    till.record('recordSale', { sale: till.sale() });
    const send = (payload: Buffer) =>
      server.app.inject({
        method: 'POST',
        url: '/api/v1/sync/push',
        payload,
        headers: { cookie: till.cookie, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      });
    const { deviceId, epoch } = till.identity;
    const request = {
      protocol: 1,
      epoch,
      device: deviceId,
      incarnation: till.incarnation,
      entries: till.log,
    };
    expect((await send(gzipped(request))).json()).toMatchObject({ lastSeq: 1 });
    const bomb = await send(gzipped({ ...request, entries: ['0'.repeat(70 * 1024 * 1024)] }));
    expect(bomb.json()).toMatchObject({ code: 'payload_too_large' });
    expect((await send(Buffer.from('no gzip'))).json()).toMatchObject({ code: 'invalid_request' });
  });
});
