import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { KeyScope } from '../../../domain/authority/permissions.ts';

/** What a key may do, in the words of the shop. */
export const keyScopeWords: Record<KeyScope, MessageDescriptor> = {
  'customers:read': msg`See customers`,
  'customers:write': msg`Add and change customers`,
  'customers:erase': msg`Erase customers`,
  'customers:export': msg`Give out all that is held about a person`,
  'sales:read': msg`See purchases`,
  'sales:write': msg`Record orders`,
  'catalogue:read': msg`See products`,
  'catalogue:write': msg`Add and change products`,
  'reports:read': msg`See reports`,
  'settings:read': msg`See settings`,
  'staff:read': msg`See staff`,
  'devices:read': msg`See devices`,
  'audit:read': msg`See who did what`,
};
