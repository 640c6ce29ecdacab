import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type AuditAction, auditActions } from '../../../domain/model/records.ts';

/** Everything that the audit log knows, in the words of the shop. */
export const auditActionWords: Record<AuditAction, MessageDescriptor> = {
  sign_in: msg`Signed in`,
  sign_in_failed: msg`Wrong password`,
  sign_out: msg`Signed out`,
  password_set: msg`Password set`,
  login_removed: msg`Sign-in taken away`,
  pin_set: msg`PIN set`,
  pin_removed: msg`PIN removed`,
  pin_switch: msg`Took over at the till`,
  pin_refused: msg`Wrong PIN`,
  pin_locked_out: msg`Locked out after wrong PINs`,
  approval: msg`Approved`,
  refusal: msg`Change refused`,
  rights_changed: msg`Rights changed`,
  staff_deactivated: msg`Person deactivated`,
  staff_reactivated: msg`Person reactivated`,
  enrol_code_made: msg`Code for a device made`,
  device_enrolled: msg`Device joined`,
  device_returned: msg`Device came back`,
  device_changed: msg`Device changed`,
  device_revoked: msg`Device shut out`,
  device_handed_in: msg`Device handed in`,
  recovery_ended: msg`Waiting for devices ended`,
  customer_erased: msg`Erased`,
  key_made: msg`Key made`,
  key_revoked: msg`Key taken back`,
  customers_exported: msg`Customers exported`,
  person_exported: msg`All that is held given out`,
  customer_seen: msg`Looked at`,
  customer_changed: msg`Changed`,
  customers_merged: msg`Merged`,
  customers_unmerged: msg`Merge undone`,
  import_undone: msg`Import taken back`,
};

export function isAuditAction(text: string): text is AuditAction {
  return (auditActions as readonly string[]).includes(text);
}

/** Those that are about a customer. */
export const aboutCustomers: ReadonlySet<string> = new Set<AuditAction>([
  'person_exported',
  'customer_seen',
  'customer_changed',
  'customers_merged',
  'customers_unmerged',
]);
