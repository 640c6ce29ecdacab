import { describe, expect, it } from 'vitest';
import { joinOrigin } from './join-origin.ts';

const pageAt = (address: string) => new URL(address);

describe('the address in the code for a new device', () => {
  it('[V7] is the one that the server says, wherever the office has opened the app', () => {
    const told = 'https://shop-pc.local:8080';
    for (const page of ['http://localhost:8080', 'https://192.168.1.20:8080', 'https://other.example'])
      expect(joinOrigin(told, pageAt(page))).toBe(told);
  });

  it('[V7] is where the app was opened, if the server knows none', () => {
    expect(joinOrigin(null, pageAt('https://shop.example/staff'))).toBe('https://shop.example');
  });

  it('[V7] is none where only this computer could follow it', () => {
    for (const page of [
      'http://localhost:8080',
      'http://127.0.0.1:8080',
      'http://[::1]:8080',
      'http://a.localhost',
    ])
      expect(joinOrigin(null, pageAt(page))).toBeNull();
  });
});
