import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { databases } from '../storage/testing/databases.ts';
import { buildTestApp, openTestServer, type TestServer } from '../testing/test-server.ts';

const minute = 60_000;

describe.each(databases)('when devices were last heard of, on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const ago = (ms: number) => new Date(server.dependencies.clock() - ms).toISOString();
  const seenOf = async (deviceId: string) => {
    const answer = await server.ask({ method: 'GET', url: `/api/v1/devices/${deviceId}` });
    return answer.json().device.last_seen_at;
  };

  test('[A3] a request of a device is noted, one of nobody or of a key is not; every device may ask for it', async () => {
    const [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
    expect(await seenOf(till.identity.deviceId)).toBeNull();
    await till.pull();
    server.advance(3 * minute);
    expect(await seenOf(till.identity.deviceId)).toBe(ago(3 * minute));
    expect(await seenOf(office.identity.deviceId)).toBeNull();
    const { contacts } = (await office.get('/api/v1/devices/contacts')).json();
    expect(contacts).toEqual([
      { device_id: till.identity.deviceId, last_seen_at: ago(3 * minute) },
      { device_id: office.identity.deviceId, last_seen_at: ago(0) },
    ]);
    const neighbour = await server.enrol('Neighbour', await server.addShop('Neighbour'));
    const theirs = (await neighbour.get('/api/v1/devices/contacts')).json();
    expect(theirs.contacts).toHaveLength(1);
  });

  test('[F5] what is written pokes nobody and moves no position, and another process reads it', async () => {
    const { storage } = server.dependencies;
    const { tenantId } = server.shop;
    const position = () => storage.read(tenantId, (reader) => reader.position());
    const poked = vi.fn();
    const end = storage.onCommit(tenantId, poked);
    // A database of its own tells of a commit some time later.
    const enrolAndHearOfIt = async (name: string) => {
      const device = await server.enrol(name);
      const { v } = await position();
      await vi.waitFor(() => expect(poked).toHaveBeenLastCalledWith(v));
      return device;
    };
    const till = await enrolAndHearOfIt('Till');
    await till.pull();
    const before = await position();
    poked.mockClear();
    await server.app.contacts.write();
    expect(await position()).toEqual(before);
    await enrolAndHearOfIt('Later');
    end();
    expect(poked).not.toHaveBeenCalledWith(before.v);
    const other = await buildTestApp(server.dependencies);
    const seen = await other.contacts.of(tenantId);
    expect(seen.get(till.identity.deviceId)).toBe(server.dependencies.clock());
    await other.close();
  });

  test('a process that heard of it earlier does not set it back, and what could not be written is not lost', async () => {
    const till = await server.enrol('Till');
    const { storage, clock } = server.dependencies;
    const { tenantId } = server.shop;
    const { deviceId } = till.identity;
    await till.pull();
    const failing = vi.spyOn(storage, 'noteContacts').mockRejectedValueOnce(new Error('busy'));
    await expect(server.app.contacts.write()).rejects.toThrow('busy');
    expect(await seenOf(deviceId)).toBe(ago(0));
    await server.app.contacts.write();
    failing.mockRestore();
    await storage.noteContacts(tenantId, new Map([[deviceId, clock() - minute]]));
    expect((await storage.contacts(tenantId)).get(deviceId)).toBe(clock());
  });
});
