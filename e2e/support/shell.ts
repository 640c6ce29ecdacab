/** What stands around every screen: the main navigation and the chip that says how the device stands to the server. */
import type { Locator, Page } from '@playwright/test';

type Place = 'Sell' | 'Customers' | 'Receipts' | 'More';

export async function goTo(page: Page, place: Place): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
}

/** The chip in the top bar; its words are the state. */
export function syncChip(page: Page): Locator {
  return page
    .getByRole('banner')
    .getByRole('link', { name: /^(Synced|Sending|Offline|Loading|This (tablet|phone) only)/ });
}
