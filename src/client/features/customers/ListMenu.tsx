import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical, IconFileExport, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { Icon } from '../../components/Icon.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { SavedViews } from './SavedViews.tsx';
import { SaveViewDialog } from './SaveViewDialog.tsx';

/** What is done with the list as a whole. */
export function ListMenu({ total }: { readonly total: number | undefined }) {
  const { t } = useLingui();
  const [exporting, setExporting] = useState(false);
  const [naming, setNaming] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t`More about the list`}>
            <Icon icon={IconDotsVertical} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <SavedViews onSave={() => setNaming(true)} />
          <Menu.Item
            disabled={!total}
            leftSection={<Icon icon={IconFileExport} />}
            onClick={() => setExporting(true)}
          >
            <Trans>Export this list</Trans>
          </Menu.Item>
          <Menu.Item component={Link} leftSection={<Icon icon={IconFileImport} />} to={paths.import.to()}>
            <Trans>Import customers</Trans>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SaveViewDialog onClose={() => setNaming(false)} opened={naming} />
      {exporting && <ExportDialog onClose={() => setExporting(false)} total={total ?? 0} />}
    </>
  );
}
