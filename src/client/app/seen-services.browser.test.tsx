import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { id } from '../../domain/testing/build.ts';
import { useDirectory } from '../directory/use-directory.ts';
import { useLive } from '../replica/use-live.ts';
import { SeenServices } from './SeenServices.tsx';
import {
  type Places,
  type Services,
  ServicesProvider,
  type ShopContext,
  ShopProvider,
  useServices,
} from './services.ts';

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);

const [north, manager, cashier] = [id('north'), id('manager'), id('cashier')];

/** What one question of each kind says, and nothing while it is not answered. */
function Screen() {
  const { directory, replica } = useServices();
  const { data: total } = useDirectory(['customers'], () => directory.totals());
  const { data: held } = useLive(['held', 'here'], () => replica.waitingSaleIds());
  return `${total?.customersAny ?? '…'} ${held?.size ?? '…'}`;
}

test('[F6] whoever takes over at the till is shown nothing that was answered for somebody else', async () => {
  /** Answers by what somebody sees; they wait to be given. */
  const open: (() => void)[] = [];
  const answered = <T,>(answer: T) => new Promise<T>((resolve) => open.push(() => resolve(answer)));
  const seenBy = (places: Places) => ({
    directory: { totals: () => answered({ customersAny: places === null ? 100 : places.length }) },
    replica: { waitingSaleIds: () => answered(new Set(places ?? ['all', 'of', 'them'])) },
  });
  const services = { seenBy } as unknown as Services;
  const staff = [
    { id: manager, locationIds: null },
    { id: cashier, locationIds: [north] },
  ];
  const client = new QueryClient();
  const element = document.createElement('div');
  const root = createRoot(element);
  onTestFinished(() => act(async () => root.unmount()));
  const show = (node: ReactNode) =>
    act(async () => root.render(<QueryClientProvider client={client}>{node}</QueryClientProvider>));
  const atTheTill = (actorId: string) =>
    show(
      <ServicesProvider value={services}>
        <ShopProvider value={{ staff, actorId } as unknown as ShopContext}>
          <SeenServices>
            <Screen />
          </SeenServices>
        </ShopProvider>
      </ServicesProvider>,
    );
  const giveAnswers = () =>
    act(async () => {
      for (const give of open.splice(0)) give();
    });
  const reads = (text: string) => act(() => vi.waitFor(() => expect(element.textContent).toBe(text)));

  await atTheTill(manager);
  await giveAnswers();
  await reads('100 3');
  await atTheTill(cashier);
  await reads('… …');
  await giveAnswers();
  await reads('1 1');
  await atTheTill(manager);
  await reads('100 3');
});
