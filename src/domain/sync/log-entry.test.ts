import { describe, expect, it } from 'vitest';
import { id, noon } from '../testing/build.ts';
import { chainHash, entryHash, type LogEntry } from './log-entry.ts';

const entry: Omit<LogEntry, 'hash' | 'previousHash'> = {
  id: id('mutation'),
  device: id('tablet'),
  incarnation: id('incarnation'),
  seq: 1,
  name: 'createCustomer',
  version: 1,
  args: { id: id('anna'), fields: { name: 'Anna' } },
  salt: 'salt',
  deps: [],
  supersedes: null,
  actor: id('owner'),
  deviceTime: noon,
  estimatedOffsetMs: 0,
  base: { epoch: 'e', v: 3 },
  build: 'test',
};

describe('hashes of the log', () => {
  it('[E4] depend on every argument and on the salt', () => {
    const other = { ...entry, args: { id: id('anna'), fields: { name: 'Ann' } } };
    expect(entryHash(other)).not.toBe(entryHash(entry));
    expect(entryHash({ ...entry, salt: 'other' })).not.toBe(entryHash(entry));
  });

  it('[E4] do not depend on the order of fields or on absent ones', () => {
    const reordered = { ...entry, args: { fields: { name: 'Anna' }, id: id('anna'), text: undefined } };
    expect(entryHash(reordered)).toBe(entryHash(entry));
  });

  it('[X3] of the content survive renumbering, those of the chain do not', () => {
    const hash = entryHash(entry);
    const renumbered = { ...entry, seq: 7, incarnation: id('next') };
    expect(entryHash(renumbered)).toBe(hash);
    const chain = (seq: number) => chainHash({ incarnation: entry.incarnation, seq, hash, previousHash: '' });
    expect(chain(1)).not.toBe(chain(2));
  });
});
