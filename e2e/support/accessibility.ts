/** Looks at what a page shows with axe. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

export const viewports = {
  tablet: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;
export type Size = keyof typeof viewports;

/** Colours are only what they will be when all transitions have come to their end. */
async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

export type ColorScheme = 'light' | 'dark';

/** What is seriously wrong with a view at the size it has, one line for each fault: where, what, which element. */
export async function faultsOf(
  page: Page,
  view: string,
  schemes: readonly ColorScheme[] = ['light', 'dark'],
): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    // The app hears of it by an event, and only then begins to change its colours.
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
    await comeToRest(page);
    // The app has no frames, so the page alone is looked at: otherwise axe opens a further page for the results of each look.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // In the dark only the colours are other ones.
    if (colorScheme === 'dark') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      faults.push(...nodes.map((node) => `${view}, ${colorScheme}: ${id} ${node.target} ${node.html}`));
    }
  }
  if (schemes.includes('dark')) await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}
