import { describe, expect, it } from 'vitest';
import { originForDevices } from './announce.ts';
import { readConfig } from './config.ts';

const certificate = (name: string | null) => ({
  name,
  pair: { cert: '', key: '' },
  refresh: async () => ({ cert: '', key: '' }),
});

describe('[V7] the address at which other devices find the server', () => {
  it('is what the operator has fixed, else the name in the certificate', () => {
    const fixed = readConfig({ PUBLIC_ORIGIN: 'https://shop.example' });
    expect(originForDevices(fixed, null, 8080)).toBe('https://shop.example');
    const lan = readConfig({}, { lan: true });
    expect(originForDevices(lan, certificate('shop-pc.local'), 8080)).toBe('https://shop-pc.local:8080');
  });

  it('is none where the server is known to its own machine alone', () => {
    expect(originForDevices(readConfig({}), null, 8080)).toBeNull();
    expect(originForDevices(readConfig({ HOST: '0.0.0.0' }), null, 8080)).toBeNull();
    expect(originForDevices(readConfig({ PUBLIC_ORIGIN: 'http://localhost:5000' }), null, 5000)).toBeNull();
    expect(originForDevices(readConfig({}), certificate('localhost'), 8080)).toBeNull();
  });

  it('is none without encryption, where the app does not start on another device', () => {
    expect(originForDevices(readConfig({ HOST: '192.168.1.20' }), null, 8080)).toBeNull();
  });
});
