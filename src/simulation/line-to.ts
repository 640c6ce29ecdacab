/** A tablet's line to a server in the same process, with the session it was given: for tests that need no other network. */
import type { Answer, Transport } from '../client/sync/transport.ts';
import { protocolVersion, rowsPerPull } from '../domain/sync/protocol.ts';
import type { App } from '../server/dependencies.ts';
import { gzipped } from '../server/testing/test-server.ts';

/** @param asked told of every request before it goes out; may throw, as a line that breaks does */
export function lineTo(app: App, cookie: string, asked: (url: string) => void = () => {}): Transport {
  const ask = async <T>(method: 'GET' | 'POST', path: string, payload?: Buffer): Promise<Answer<T>> => {
    const url = `/api/v1/sync/${path}`;
    asked(url);
    const headers = {
      cookie,
      ...(payload && { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
    };
    const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
    if (answer.statusCode === 409) return { kind: 'refused', code: answer.json().code };
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
    return { kind: 'answer', value: answer.json() };
  };
  const query = (parts: Readonly<Record<string, string>>) =>
    new URLSearchParams({ ...parts, protocol: `${protocolVersion}` }).toString();
  const notHere = () => Promise.reject(new Error('Nobody joins by this line.'));
  return {
    enrol: notHere,
    connect: notHere,
    push: (body) => ask('POST', 'push', Buffer.from(body)),
    pull: (epoch, { v, table, id }) =>
      ask('GET', `pull?${query({ epoch, v: `${v}`, table, id, limit: `${rowsPerPull}` })}`),
    snapshot: (epoch, v, { slice, after }) =>
      ask('GET', `snapshot?${query({ epoch, slice, after, ...(v !== null && { v: `${v}` }) })}`),
    epoch: (since) => ask('GET', `epoch?${new URLSearchParams({ since })}`),
    rescue: (request) => ask('POST', 'rescue', gzipped(request)),
    listen: () => () => {},
  };
}
