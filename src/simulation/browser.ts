/** What the app finds in a browser, given to the tab whose step it is. */
import { keysAtOnce } from './keys-at-once.ts';
import { currentNetwork } from './run.ts';
import { Tab } from './tab.ts';
import { world } from './world.ts';

export function currentTab(): Tab {
  const { current } = world();
  if (!(current instanceof Tab)) throw new Error('no tab is at work');
  return current;
}

type PokeListener = (event: { data: string }) => void;

/** Server-sent events of the simulated network. */
class PokeSource {
  static readonly CLOSED = 2;
  readonly readyState = 1;
  close: () => void = () => {};

  addEventListener(kind: string, listener: PokeListener): void {
    if (kind !== 'message') return;
    this.close = currentNetwork().listen(currentTab(), (v) => listener({ data: JSON.stringify({ v }) }));
  }
}

export function standInForBrowser(): void {
  // Where the database library would tell a person at the console how it goes round an error.
  console.warn = () => {};
  Object.assign(globalThis, {
    fetch: (url: string, init: RequestInit) => currentNetwork().fetch(currentTab(), url, init),
    EventSource: PokeSource,
  });
  Object.defineProperty(crypto, 'subtle', { value: keysAtOnce });
  Object.defineProperty(navigator, 'locks', {
    value: {
      request(name: string, ...rest: unknown[]) {
        const tab = currentTab();
        return tab.device.holdWhile(tab, name, rest.at(-1) as (lock: unknown) => Promise<unknown>);
      },
    },
  });
  const reason = new DOMException('too late', 'TimeoutError');
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    world().after(currentTab(), ms, () => controller.abort(reason));
    return controller.signal;
  };
}
