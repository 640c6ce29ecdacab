import { Trans } from '@lingui/react/macro';
import { Menu } from '@mantine/core';
import { IconBookmark, IconBookmarkOff, IconBookmarkPlus, IconCheck } from '@tabler/icons-react';
import type { SavedView } from '../../../domain/model/saved-view.ts';
import { useServices } from '../../app/services.ts';
import { notifyRefused, undoWith } from '../../app/undo-with.tsx';
import { useMay } from '../../app/use-may.ts';
import { Icon } from '../../components/Icon.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { isNarrowed, isShown, useCustomerList } from './customer-list-state.ts';
import { useSavedViews } from './queries.ts';

/** The views that the shop keeps, in the menu of the list; the one that is shown can be taken away. */
export function SavedViews({ onSave }: { readonly onSave: () => void }) {
  const { mutate } = useServices();
  const { query, narrow } = useCustomerList();
  const views = useSavedViews();
  const mayRemove = useMay('removeView');
  const mayAdd = useMay('saveView');
  const shown = views.find((view) => isShown(view, query));
  const remove = async ({ savedAt: _at, savedBy: _by, ...view }: SavedView) => {
    const result = await mutate('removeView', { id: view.id });
    if (!result.saved) {
      notifyRefused(result.refusals);
      return;
    }
    notifySaved({
      message: <Trans>View {view.name} removed on this device</Trans>,
      onUndo: undoWith(() => mutate('saveView', { view })),
    });
  };
  return (
    <>
      {views.length > 0 && (
        <Menu.Label>
          <Trans>Views</Trans>
        </Menu.Label>
      )}
      {views.map((view) => (
        <Menu.Item
          aria-current={view === shown || undefined}
          key={view.id}
          leftSection={<Icon icon={IconBookmark} />}
          onClick={() => narrow({ ...view.filters, text: '', sort: view.sort, descending: view.descending })}
          rightSection={view === shown && <Icon icon={IconCheck} />}
        >
          {view.name}
        </Menu.Item>
      ))}
      {shown === undefined
        ? mayAdd && (
            <Menu.Item
              disabled={!isNarrowed({ ...query, text: '' })}
              leftSection={<Icon icon={IconBookmarkPlus} />}
              onClick={onSave}
            >
              <Trans>Keep these filters as a view</Trans>
            </Menu.Item>
          )
        : mayRemove && (
            <Menu.Item leftSection={<Icon icon={IconBookmarkOff} />} onClick={() => void remove(shown)}>
              <Trans>Remove the view {shown.name}</Trans>
            </Menu.Item>
          )}
      <Menu.Divider />
    </>
  );
}
