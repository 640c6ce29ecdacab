import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Role } from '../../../domain/model/shop.ts';
import {
  type ServerCertificate,
  type Services,
  ServicesProvider,
  type ShopContext,
  ShopProvider,
} from '../../app/services.ts';
import { show } from '../../testing/show.tsx';
import { CertificateEnds } from './CertificateEnds.tsx';

/** Shows the line to a person while the server answers this. */
async function showTo(role: Role, certificate: ServerCertificate | null) {
  const asked = vi.fn(async () => certificate);
  const person = { id: 'person', name: 'Ada', role, locationIds: null, active: true };
  // Only what the line reaches of the services and of the shop.
  const shop = { nature: 'connected', actorId: 'person', staff: [person], device: { locationId: 'here' } };
  await show(
    <QueryClientProvider client={new QueryClient()}>
      <ServicesProvider value={{ sync: { certificate: asked } } as unknown as Services}>
        <ShopProvider value={shop as unknown as ShopContext}>
          <CertificateEnds />
          <p>All of it</p>
        </ShopProvider>
      </ServicesProvider>
    </QueryClientProvider>,
  );
  await expect.element(page.getByText('All of it')).toBeVisible();
  return asked;
}

const endsAt = Date.UTC(2026, 11, 3);
const warning = page.getByText(/The certificate of the server ends on 3 Dec 2026/);

it('a manager reads that the certificate of the server ends soon', async () => {
  await showTo('manager', { endsAt, endsSoon: true });
  await expect.element(warning).toBeVisible();
});

it('nobody reads of one that holds for long, and a cashier, who cannot see to it, of none', async () => {
  const asked = await showTo('manager', { endsAt, endsSoon: false });
  await vi.waitFor(() => expect(asked).toHaveResolved());
  await expect.element(warning).not.toBeInTheDocument();
  expect(await showTo('cashier', { endsAt, endsSoon: true })).not.toHaveBeenCalled();
  await expect.element(warning).not.toBeInTheDocument();
});
