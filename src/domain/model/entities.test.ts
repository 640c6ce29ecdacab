import { describe, expect, it } from 'vitest';
import { entities, entityKinds } from './entities.ts';
import { saleTypes } from './sale.ts';

describe('the kinds of rows', () => {
  it('[D7] are all there from the first release on, so that no device meets one it cannot hold', () => {
    expect(entityKinds).toEqual(
      expect.arrayContaining([
        ...[
          'tenant',
          'setting',
          'location',
          'staff',
          'device',
          'apiKey',
          'taxRate',
          'rateTable',
          'importRun',
        ],
        ...[
          'category',
          'product',
          'variant',
          'price',
          'promotion',
          'bundle',
          'giftCardSale',
          'layaway',
          'deposit',
        ],
        ...[
          'customer',
          'address',
          'paymentMethod',
          'note',
          'communication',
          'consent',
          'preference',
          'mergeEdge',
        ],
        ...['segment', 'segmentMember', 'attention', 'erasure', 'threshold', 'domainEvent'],
        ...[
          'saleIssue',
          'saleLink',
          'saleClock',
          'saleLabel',
          'salePrint',
          'saleText',
          'saleVoid',
          'auditEntry',
        ],
        'webhook',
      ]),
    );
    expect(saleTypes).toEqual(expect.arrayContaining(['sale', 'return', 'exchange', 'layaway_completion']));
  });

  it('[D3] what is learnt of a sale later belongs to it', () => {
    for (const kind of [
      'saleIssue',
      'saleLink',
      'saleClock',
      'saleLabel',
      'salePrint',
      'saleText',
      'saleVoid',
    ] as const)
      expect(entities[kind]).toHaveProperty('parentOf');
  });
});
