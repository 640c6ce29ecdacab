/**
 * Entries as builds of the past have saved them, pushed to today's server (rule X5). Each file of `golden-entries` is the log of a
 * shop that one build made, with a mutation of every name, and what the server then gave. A file is never changed. A build with a new
 * mutation, or a new version of one, adds a file of its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mutations } from '../../domain/mutations/registry.ts';
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import {
  type ConnectRequest,
  type FeedRow,
  feedStart,
  type Outcome,
  protocolVersion,
} from '../../domain/sync/protocol.ts';
import { createConnectCode } from '../auth/connect-shop.ts';
import { databases } from '../storage/testing/databases.ts';
import { TestDevice } from '../testing/test-device.ts';
import { openTestServer } from '../testing/test-server.ts';

interface Recorded {
  readonly protocol: number;
  readonly connect: Pick<ConnectRequest, 'tenantId' | 'device' | 'incarnation' | 'lastSeq'>;
  readonly entries: readonly LogEntry[];
  readonly gave: { readonly outcomes: readonly Outcome[]; readonly rows: readonly FeedRow[] };
}

const folder = join(import.meta.dirname, 'golden-entries');
const recorded = readdirSync(folder).map((name) => {
  const content: Recorded = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return { name, content };
});

const hourMs = 3_600_000;

/** Kinds of rows that earlier builds did not write yet beside what they were asked for. */
const sincePastBuilds = new Set(['fieldChange']);

/** Without what the server makes up by chance or at its own time. */
const comparable = (rows: readonly FeedRow[]) =>
  rows
    .filter(({ table }) => table !== 'auditEntry' && table !== 'outcome' && !sincePastBuilds.has(table))
    .map(({ table, id, row }) => {
      const { queueKey: _key, ...content } = (row ?? {}) as Record<string, unknown>;
      return { table, id, row: row === null ? null : content };
    });

test.each(databases.flatMap((database) => recorded.map((file) => ({ database, ...file }))))(
  '[X5] the entries of $name give on $database.name what they gave',
  async ({ database, content: { protocol, connect, entries, gave } }) => {
    const server = await openTestServer(await database.open());
    onTestFinished(() => server.close());
    // The server of a test begins at nine, the recorded shop at noon.
    server.advance(4 * hourMs);
    const { code } = await createConnectCode(server.dependencies);
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/auth/connect',
      payload: { protocol, code, ...connect },
    });
    const identity = { ...gave, ...connect, ...answer.json(), deviceId: connect.device.id };
    const device = new TestDevice(
      server.app,
      identity,
      String(answer.headers['set-cookie']).split(';')[0] ?? '',
    );
    device.incarnation = connect.incarnation;
    const { outcomes } = await device.push(entries, { protocol });
    const rows = comparable(await device.pull(feedStart, 1000, protocolVersion));
    expect(outcomes.map(({ mutationId, outcome, code }) => ({ mutationId, outcome, code }))).toEqual(
      gave.outcomes,
    );
    expect(rows).toEqual(gave.rows);
    expect((await device.push(entries, { protocol })).outcomes).toEqual(outcomes);
  },
);

test('[X5] every version that a mutation ever had is among them', () => {
  const seen = new Set(
    recorded.flatMap(({ content }) => content.entries.map(({ name, version }) => `${name} ${version}`)),
  );
  const ever = Object.values(mutations).flatMap(({ name, version }) =>
    Array.from({ length: version }, (_, before) => `${name} ${before + 1}`),
  );
  expect(ever.filter((one) => !seen.has(one))).toEqual([]);
});
