import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ContentDrawer } from '../../components/ContentDrawer.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { show } from '../../testing/show.tsx';
import { Shell } from './Shell.tsx';

const parts = {
  search: null,
  syncChip: <a href="/sync">Offline · 3 waiting</a>,
  avatar: null,
  notices: null,
};

const screens = [
  {
    element: <Shell parts={parts} />,
    children: [
      {
        path: '/drawer',
        element: (
          <>
            <PageHeader title="Receipts" />
            <ContentDrawer onClose={() => {}} opened title="Receipt B2-A-004417">
              Lines
            </ContentDrawer>
          </>
        ),
      },
      { path: '/long', element: <LongScreen title="Long" /> },
      { path: '/other', element: <LongScreen title="Other" /> },
    ],
  },
];

function LongScreen({ title }: { readonly title: string }) {
  return (
    <>
      <PageHeader title={title} />
      <p style={{ height: 4000 }}>{title} text</p>
    </>
  );
}

async function open(path: string) {
  const router = createMemoryRouter(screens, { initialEntries: [path] });
  await show(<RouterProvider router={router} />);
  return router;
}

function boxOf(selector: string): DOMRect {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`nothing matches ${selector}`);
  return element.getBoundingClientRect();
}

function scroller(): HTMLElement {
  const element = document.querySelector<HTMLElement>('main > div');
  if (!element) throw new Error('the content area has no scroller');
  return element;
}

beforeEach(async () => {
  await page.viewport(1280, 800);
});

it('a drawer opens inside the content area: the bar with the sync chip stays uncovered', async () => {
  await open('/drawer');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await expect.poll(() => Math.round(boxOf('[role=dialog]').width)).toBe(520);
  await expect.poll(() => Math.round(boxOf('[role=dialog]').right)).toBe(1280);
  expect(boxOf('[role=dialog]').top).toBeGreaterThanOrEqual(boxOf('header').bottom);
  const chip = page.getByText('Offline · 3 waiting').element().getBoundingClientRect();
  const onTop = document.elementFromPoint(chip.x + chip.width / 2, chip.y + chip.height / 2);
  expect(onTop?.textContent).toBe('Offline · 3 waiting');
});

it('on a phone the rail is a bar at the bottom and a drawer takes the full width between the bars', async () => {
  await page.viewport(390, 844);
  await open('/drawer');
  await expect.poll(() => Math.round(boxOf('[role=dialog]').width)).toBe(390);
  await expect.poll(() => Math.round(boxOf('[role=dialog]').bottom)).toBe(Math.round(boxOf('nav').top));
  expect(boxOf('nav').bottom).toBe(844);
});

it('going back returns to the same place of the screen', async () => {
  const router = await open('/long');
  await expect.element(page.getByText('Long text')).toBeInTheDocument();
  scroller().scrollTop = 1500;
  await expect.poll(() => scroller().scrollTop).toBe(1500);
  await new Promise(requestAnimationFrame);
  await router.navigate('/other');
  await expect.element(page.getByText('Other text')).toBeInTheDocument();
  expect(scroller().scrollTop).toBe(0);
  await router.navigate(-1);
  await expect.element(page.getByText('Long text')).toBeInTheDocument();
  expect(scroller().scrollTop).toBe(1500);
});

it('the first Tab offers to skip to the content', async () => {
  await open('/long');
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Long');
  await userEvent.tab();
  await expect.element(page.getByText('Skip to content')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement).toBe(document.querySelector('main'));
});

it('a newer toast takes the place of the last, and Undo takes back what it names', async () => {
  await open('/long');
  let undone = 0;
  notifySaved({ message: 'Saved on this tablet, £44.60' });
  await expect.element(page.getByText('Saved on this tablet, £44.60')).toBeVisible();
  notifySaved({
    message: 'Merged into Amina Otieno',
    onUndo: () => {
      undone += 1;
    },
  });
  await expect.element(page.getByText('Merged into Amina Otieno')).toBeVisible();
  await expect.element(page.getByText('Saved on this tablet, £44.60')).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(undone).toBe(1);
  await expect.element(page.getByText('Merged into Amina Otieno')).not.toBeInTheDocument();
});
