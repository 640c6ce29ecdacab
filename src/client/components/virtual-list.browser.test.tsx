import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { show } from '../testing/show.tsx';
import { VirtualList } from './VirtualList.tsx';

function showList(scrollName: string, count = 10_000) {
  return show(
    <div style={{ height: 400, display: 'flex', flexDirection: 'column' }}>
      <VirtualList
        count={count}
        label="Customers"
        onFirstRow={() => undefined}
        renderRow={(index, tabIndex) => (
          <a href={`#${index + 1}`} tabIndex={tabIndex}>
            Customer {index + 1}
          </a>
        )}
        scrollName={scrollName}
      />
    </div>,
  );
}

const row = (number: number) => page.getByRole('link', { name: `Customer ${number}`, exact: true });

describe('a list of ten thousand', () => {
  it('draws only the rows in sight and tells their place among all', async () => {
    await showList('drawn');
    await expect.element(row(1)).toBeVisible();
    const items = page.getByRole('listitem').elements();
    expect(items.length).toBeLessThan(40);
    expect(items[0]?.getAttribute('aria-setsize')).toBe('10000');
  });

  it('is one stop of the Tab key; arrows, End and Home move in it', async () => {
    await showList('keys');
    await expect.element(row(1)).toBeVisible();
    await userEvent.tab();
    await expect.element(row(1)).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.element(row(3)).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(row(10_000)).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    await expect.element(row(9_999)).toHaveFocus();
    await userEvent.keyboard('{Home}');
    await expect.element(row(1)).toHaveFocus();
  });

  it('comes back to the row where it was left, and begins at the top under another name', async () => {
    await showList('left');
    await expect.element(row(1)).toBeVisible();
    await userEvent.tab();
    await userEvent.keyboard('{End}');
    await expect.element(row(10_000)).toHaveFocus();
    await showList('left');
    await expect.element(row(10_000)).toBeVisible();
    await showList('another search');
    await expect.element(row(1)).toBeVisible();
  });
});
