import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../domain/values/canonical-json.ts';
import { rowMac } from './row-mac.ts';

const row = { table: 'note', id: 'n1', v: 7, row: { text: 'no bag', é: 1 } };

test('[X2] the mark of a row is the beginning of its HMAC, for a key of any length', () => {
  const key = fc.uint8Array({ minLength: 1, maxLength: 64 });
  fc.assert(
    fc.property(key, fc.uuid(), fc.nat(), fc.json(), (bytes, tenantId, v, content) => {
      const fed = { ...row, v, row: { content } };
      const text = canonicalJson([tenantId, fed.table, fed.id, v, fed.row]);
      const whole = createHmac('sha256', bytes).update(text).digest();
      const mark = rowMac(Buffer.from(bytes).toString('hex'), tenantId, fed);
      expect(mark).toBe(whole.subarray(0, 12).toString('base64url'));
    }),
  );
});

test('[X2] a mark that a device was given once is right for ever', () => {
  expect(rowMac('ab'.repeat(32), 'shop', row)).toBe('Kfue25zrlmnGCs9_');
});

test('[X2] a key longer than a block is none of ours', () => {
  expect(() => rowMac('ab'.repeat(65), 'shop', row)).toThrow('65 bytes');
});
