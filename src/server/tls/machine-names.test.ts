import { expect, test } from 'vitest';
import { isPrivate, namesOf } from './machine-names.ts';

const card = (address: string, internal = false) => [{ address, family: 'IPv4' as const, internal }];

test.each([
  ['Shop-PC', ['shop-pc.local', 'shop-pc']],
  ['shops-imac.local', ['shops-imac.local']],
  ['till.fritz.box.', ['till.fritz.box', 'till.local']],
  ['localhost', []],
  ['MY_PC', []],
])('a machine called %s is found as %j', (name, names) => {
  expect(namesOf(name, {}).names).toEqual(names);
});

test('its addresses are those that a tablet can reach', () => {
  const { addresses } = namesOf('shop-pc', {
    lo: card('127.0.0.1', true),
    eth0: card('192.168.1.20'),
    wlan0: [...card('10.0.0.7'), { address: 'fe80::1', family: 'IPv6' as const, internal: false }],
    docker0: card('172.17.0.1'),
  });
  expect(addresses).toEqual(['192.168.1.20', '10.0.0.7']);
  expect(['192.168.1.20', '172.31.0.1', '172.32.0.1', '203.0.113.9'].map(isPrivate)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
