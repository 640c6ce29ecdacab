/** All routes of the REST interface. */
import type { App, Dependencies } from '../dependencies.ts';
import { registerAccountRoutes } from './accounts.ts';
import { registerApiKeyRoutes } from './api-keys.ts';
import { registerAuditRoutes } from './audit.ts';
import { registerAuditLookupRoutes } from './audit-lookups.ts';
import { registerCertificateRoutes } from './certificate.ts';
import { registerCustomerAddressRoutes } from './customer-addresses.ts';
import { registerCustomerCommunicationRoutes } from './customer-communications.ts';
import { registerCustomerConsentRoutes } from './customer-consents.ts';
import { registerCustomerCreditRoutes } from './customer-credit.ts';
import { registerCustomerDuplicateRoutes } from './customer-duplicates.ts';
import { registerCustomerErasureRoutes } from './customer-erasure.ts';
import { registerCustomerExportRoutes } from './customer-export.ts';
import { registerCustomerHistoryRoutes } from './customer-history.ts';
import { registerCustomerMergeRoutes } from './customer-merge.ts';
import { registerCustomerMetricsRoutes } from './customer-metrics.ts';
import { registerCustomerNoteRoutes } from './customer-notes.ts';
import { registerCustomerPaymentMethodRoutes } from './customer-payment-methods.ts';
import { registerCustomerPreferenceRoutes } from './customer-preferences.ts';
import { registerCustomerPurchaseRoutes } from './customer-purchases.ts';
import { registerCustomerSearchRoutes } from './customer-search.ts';
import { registerCustomerSummaryRoutes } from './customer-summary.ts';
import { registerCustomerRoutes } from './customers.ts';
import { registerDeviceRoutes } from './devices.ts';
import { registerOrderRoutes } from './orders.ts';
import { refuseOtherTenants } from './own-tenant.ts';
import { registerRecoveryRoutes } from './recovery.ts';
import { registerSaleLinkRoutes } from './sale-links.ts';
import { refuseUnstorableText } from './unstorable-text.ts';

export async function registerRoutes(app: App, dependencies: Dependencies): Promise<void> {
  await app.register(
    async (api) => {
      api.addHook('preValidation', refuseOtherTenants);
      api.addHook('preValidation', refuseUnstorableText);
      registerCustomerRoutes(api, dependencies);
      registerCustomerSearchRoutes(api, dependencies);
      registerCustomerSummaryRoutes(api, dependencies);
      registerCustomerMetricsRoutes(api, dependencies);
      registerCustomerPurchaseRoutes(api, dependencies);
      registerCustomerCreditRoutes(api, dependencies);
      registerCustomerHistoryRoutes(api, dependencies);
      registerCustomerDuplicateRoutes(api, dependencies);
      registerCustomerMergeRoutes(api, dependencies);
      registerCustomerErasureRoutes(api, dependencies);
      registerCustomerExportRoutes(api, dependencies);
      registerCustomerNoteRoutes(api, dependencies);
      registerCustomerAddressRoutes(api, dependencies);
      registerCustomerPaymentMethodRoutes(api, dependencies);
      registerCustomerCommunicationRoutes(api, dependencies);
      registerCustomerConsentRoutes(api, dependencies);
      registerCustomerPreferenceRoutes(api, dependencies);
      registerSaleLinkRoutes(api, dependencies);
      registerOrderRoutes(api, dependencies);
      registerAccountRoutes(api, dependencies);
      registerDeviceRoutes(api, dependencies);
      registerApiKeyRoutes(api, dependencies);
      registerCertificateRoutes(api, dependencies);
      registerRecoveryRoutes(api, dependencies);
      registerAuditRoutes(api, dependencies);
      registerAuditLookupRoutes(api, dependencies);
    },
    { prefix: '/api/v1' },
  );
}
