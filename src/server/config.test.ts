import { expect, test } from 'vitest';
import { checkTogether, readConfig } from './config.ts';

test('without any variable the server is on this machine, port 8080, with its data beside it', () => {
  expect(readConfig({})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    dataFolder: './data',
    databaseUrl: null,
    certificateFiles: null,
    lan: false,
    trustProxy: false,
    publicOrigin: null,
    logLevel: 'info',
  });
});

test('an empty variable counts as none', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '', PUBLIC_ORIGIN: '' })).toMatchObject({ port: 8080 });
});

test('an origin is taken with or without the slash at its end', () => {
  expect(readConfig({ PUBLIC_ORIGIN: 'https://shop.example/' }).publicOrigin).toBe('https://shop.example');
});

test('proxies are trusted by number or by address', () => {
  const { trustProxy } = readConfig({ TRUST_PROXY: '1' });
  if (typeof trustProxy !== 'function') throw new Error('a number of proxies is a rule');
  expect([trustProxy('10.0.0.1', 0), trustProxy('10.0.0.1', 1)]).toEqual([true, false]);
  expect(readConfig({ TRUST_PROXY: '10.0.0.1, 10.1.0.0/16' }).trustProxy).toBe('10.0.0.1, 10.1.0.0/16');
});

test.each([
  [{ PORT: 'web' }, /^The variable PORT must be a number from 0 to 65535\.$/],
  [{ PORT: '70000' }, /PORT must be a number/],
  [{ HOST: 'my host' }, /HOST must be the name or address/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must begin with postgres:\/\//],
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of fatal, error/],
  [{ TRUST_PROXY: 'everyone' }, /TRUST_PROXY must be a number of proxies/],
  [{ PUBLIC_ORIGIN: 'shop.example' }, /PUBLIC_ORIGIN must be an address/],
  [{ PUBLIC_ORIGIN: 'https://shop.example/app' }, /PUBLIC_ORIGIN must have no path/],
  [{ REGULARS_TLS_CERT: 'cert.pem' }, /REGULARS_TLS_KEY is missing/],
])('%j is answered with one sentence that names the variable', (environment, sentence) => {
  expect(() => readConfig(environment)).toThrow(sentence);
});

test('for the tablets of the shop the server listens at every address', () => {
  expect(readConfig({}, { lan: true })).toMatchObject({ lan: true, host: '0.0.0.0' });
});

const files = { REGULARS_TLS_CERT: 'cert.pem', REGULARS_TLS_KEY: 'key.pem' };

test.each([
  [true, { ...files }, /^--lan makes a certificate by itself: leave REGULARS_TLS_CERT/],
  [true, { HOST: '127.0.0.1' }, /HOST is 127\.0\.0\.1, which no tablet can reach/],
  [true, { PUBLIC_ORIGIN: 'http://shop.local:8080' }, /PUBLIC_ORIGIN must begin with https/],
  [false, { ...files, PUBLIC_ORIGIN: 'http://shop.example' }, /PUBLIC_ORIGIN must begin with https/],
  [false, { PUBLIC_ORIGIN: 'https://shop.example' }, /nothing encrypts: set TRUST_PROXY if a proxy does/],
])('--lan %s with %j does not go together, and is said in one sentence', (lan, environment, sentence) => {
  expect(() => checkTogether(readConfig(environment, { lan }))).toThrow(sentence);
});

test.each([
  [true, { PUBLIC_ORIGIN: 'https://shop.local:8080', HOST: '192.168.1.20' }],
  [false, { ...files, PUBLIC_ORIGIN: 'https://shop.example' }],
  [false, { PUBLIC_ORIGIN: 'https://shop.example', TRUST_PROXY: '1' }],
  [false, { PUBLIC_ORIGIN: 'http://localhost:8080' }],
])('--lan %s with %j goes together', (lan, environment) => {
  expect(() => checkTogether(readConfig(environment, { lan }))).not.toThrow();
});
