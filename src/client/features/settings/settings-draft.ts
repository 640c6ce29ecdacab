import type { Setting, SettingFields } from '../../../domain/model/shop.ts';

/** The settings that this screen edits. */
export type SettingsDraft = Pick<
  SettingFields,
  | 'shopName'
  | 'currency'
  | 'timeZone'
  | 'taxMode'
  | 'cashRoundingMinor'
  | 'receiptHead'
  | 'receiptFoot'
  | 'refundApprovalAboveMinor'
> & { readonly taxNumber: string };

export function draftOf(setting: Setting): SettingsDraft {
  const { shopName, currency, timeZone, taxMode, cashRoundingMinor, receiptHead, receiptFoot } = setting;
  return {
    shopName,
    currency,
    timeZone,
    taxMode,
    cashRoundingMinor,
    receiptHead,
    receiptFoot,
    refundApprovalAboveMinor: setting.refundApprovalAboveMinor,
    taxNumber: setting.taxNumber ?? '',
  };
}

/** Only what a person changed. */
export function changesOf(draft: SettingsDraft, setting: Setting): Partial<SettingFields> {
  const fields = { ...draft, shopName: draft.shopName.trim(), taxNumber: draft.taxNumber.trim() || null };
  const changed = Object.entries(fields).filter(
    ([field, value]) => value !== setting[field as keyof SettingsDraft],
  );
  return Object.fromEntries(changed);
}

/** What was typed while `saved` was being saved. */
export function editsSince(
  now: Partial<SettingsDraft>,
  saved: Partial<SettingsDraft>,
): Partial<SettingsDraft> {
  const before = new Map<string, unknown>(Object.entries(saved));
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => before.get(field) !== value));
}
