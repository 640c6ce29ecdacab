import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  IconArrowBackUp,
  IconBuildingStore,
  IconCreditCard,
  IconDeviceTablet,
  IconFileExport,
  IconFileImport,
  IconGitMerge,
  IconLink,
  IconLinkOff,
  IconMapPin,
  IconMessage,
  IconNote,
  IconPackage,
  IconPrinter,
  IconReceiptRefund,
  IconRefresh,
  IconSettings,
  IconShoppingBag,
  IconTrash,
  IconUserCheck,
  IconUserEdit,
  IconUserPlus,
  IconUserShare,
  IconUsers,
  IconUserX,
} from '@tabler/icons-react';
import type { PendingChange } from '../../app/services.ts';
import type { TablerIcon } from '../../components/Icon.tsx';

interface ChangeLook {
  readonly word: MessageDescriptor;
  readonly icon: TablerIcon;
}

/** A kind of change that this build does not know. */
export const unknownChange = msg`A change`;

/** Every kind of change in the words of the shop. */
export const changeLooks: Record<PendingChange['name'], ChangeLook> = {
  openShop: { word: msg`New shop`, icon: IconBuildingStore },
  editSettings: { word: msg`Settings`, icon: IconSettings },
  saveLocation: { word: msg`Place`, icon: IconBuildingStore },
  saveTaxRate: { word: msg`Tax rate`, icon: IconSettings },
  saveRates: { word: msg`Exchange rates`, icon: IconSettings },
  saveStaff: { word: msg`Person of the staff`, icon: IconUserEdit },
  deactivateStaff: { word: msg`Person deactivated`, icon: IconUserEdit },
  reactivateStaff: { word: msg`Person reactivated`, icon: IconUserEdit },
  editDevice: { word: msg`Device changed`, icon: IconDeviceTablet },
  setDeviceScope: { word: msg`What a device sees`, icon: IconDeviceTablet },
  revokeDevice: { word: msg`Device shut out`, icon: IconDeviceTablet },
  saveCategory: { word: msg`Category`, icon: IconPackage },
  createProduct: { word: msg`New product`, icon: IconPackage },
  editProduct: { word: msg`Product changed`, icon: IconPackage },
  createCustomer: { word: msg`New customer`, icon: IconUserPlus },
  editCustomer: { word: msg`Customer changed`, icon: IconUserEdit },
  mergeCustomers: { word: msg`Customers merged`, icon: IconGitMerge },
  unmergeCustomers: { word: msg`Merge undone`, icon: IconGitMerge },
  eraseCustomer: { word: msg`Person erased`, icon: IconUserX },
  reportErasure: { word: msg`Person forgotten on this device`, icon: IconUserX },
  dismissDuplicate: { word: msg`Not the same customer`, icon: IconUsers },
  restoreDuplicate: { word: msg`Perhaps the same customer`, icon: IconUsers },
  saveView: { word: msg`View of the list`, icon: IconUsers },
  removeView: { word: msg`View of the list removed`, icon: IconTrash },
  saveNote: { word: msg`Note`, icon: IconNote },
  removeNote: { word: msg`Note removed`, icon: IconTrash },
  saveAddress: { word: msg`Address`, icon: IconMapPin },
  removeAddress: { word: msg`Address removed`, icon: IconTrash },
  savePaymentMethod: { word: msg`Means of payment`, icon: IconCreditCard },
  removePaymentMethod: { word: msg`Means of payment removed`, icon: IconTrash },
  savePreference: { word: msg`Preferences`, icon: IconUserEdit },
  recordConsent: { word: msg`Consent`, icon: IconUserCheck },
  recordCommunication: { word: msg`Contact with a customer`, icon: IconMessage },
  recordSale: { word: msg`Sale`, icon: IconShoppingBag },
  recordReturn: { word: msg`Return`, icon: IconReceiptRefund },
  recordPrint: { word: msg`Receipt printed`, icon: IconPrinter },
  linkSale: { word: msg`Sale given to a customer`, icon: IconLink },
  takeBackLink: { word: msg`Sale given back`, icon: IconLinkOff },
  recordApproval: { word: msg`Approval`, icon: IconUserEdit },
  recordPinEvent: { word: msg`PIN entered`, icon: IconUserEdit },
  recordExport: { word: msg`Customers exported`, icon: IconFileExport },
  recordBulkExport: { word: msg`All customers exported`, icon: IconFileExport },
  recordPersonExport: { word: msg`What is held about a person given out`, icon: IconFileExport },
  importBatch: { word: msg`Import`, icon: IconFileImport },
  importCustomers: { word: msg`Customers imported`, icon: IconFileImport },
  undoImport: { word: msg`Import taken back`, icon: IconArrowBackUp },
  discardAttention: { word: msg`Refused change discarded`, icon: IconTrash },
  handOverAttention: { word: msg`Refused change handed over`, icon: IconUserShare },
  reopenAttention: { word: msg`Refused change looked at again`, icon: IconArrowBackUp },
  rerunQuarantined: { word: msg`Unreadable change tried again`, icon: IconRefresh },
};
