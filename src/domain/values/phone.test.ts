import { describe, expect, it } from 'vitest';
import { isPlausiblePhone, normalizePhone } from './phone.ts';

describe('phone numbers', () => {
  it('keep what was typed beside the digits', () => {
    expect(normalizePhone(' 020 7946 0958')).toEqual({
      raw: ' 020 7946 0958',
      digits: '02079460958',
      e164: null,
    });
  });

  it.each([
    ['+44 20 7946 0958', '+442079460958'],
    ['0044 20 7946 0958', '+442079460958'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['(+44) 20 7946 0958', '+442079460958'],
    ['+1 212 555 0100 x12', '+12125550100'],
    ['＋254 ７１２ 345678', '+254712345678'],
    ['+1234567', null],
    ['+12345678', '+12345678'],
    ['+123456789012345', '+123456789012345'],
    ['+1234567890123456', null],
    ['+0 20 7946 0958', null],
    ['020 7946 0958', null],
    ['', null],
  ])('%o has the international form %o', (raw, e164) => {
    expect(normalizePhone(raw).e164).toBe(e164);
  });

  it('one number written in three ways has one international form', () => {
    const forms = ['+44 7700 900123', '0044-7700-900123', '+44 (0)7700.900123'];
    expect(new Set(forms.map((raw) => normalizePhone(raw).e164)).size).toBe(1);
  });

  it.each([
    ['020 7946 0958', true],
    ['+1 (212) 555-0100 x12', true],
    ['555/0100#3', true],
    ['12345', true],
    ['1234', false],
    ['123456789012345678901', false],
    ['call me 12345', false],
    ['12345@', false],
    ['', false],
  ])('%o is plausible: %s', (raw, expected) => {
    expect(isPlausiblePhone(raw)).toBe(expected);
  });
});
