import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { ApiKey } from '../../../domain/model/shop.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { useServices, useShop } from '../../app/services.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useLive } from '../../replica/use-live.ts';
import { KeyRow } from './KeyRow.tsx';
import { ListCard } from './ListCard.tsx';
import { NewKeyDialog } from './NewKeyDialog.tsx';
import { NewKeyToken } from './NewKeyToken.tsx';

/** The keys with which other programs, such as a web shop, ask the server; for administrators. */
export function KeysCard() {
  const { t } = useLingui();
  const { replica, keys: service } = useServices();
  const { tenantId } = useShop();
  const { data: keys = [] } = useLive(['keys', tenantId], () => replica.all('apiKey'));
  const verified = useVerified();
  const [isMaking, setMaking] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const revoke = async ({ id }: ApiKey) => {
    setRevoked(null);
    setRefusal(await service.revoke(id).catch(() => ({ code: 'internal_error' as const })));
  };
  return (
    <ListCard
      action={
        <Button leftSection={<Icon icon={IconKey} />} onClick={() => verified.run(() => setMaking(true))}>
          <Trans>Make a key</Trans>
        </Button>
      }
      refusal={refusal}
      title={<Trans>Other programs</Trans>}
    >
      <ul aria-label={t`Keys of other programs`}>
        {keys.toSorted(newestInUseFirst).map((key) => (
          <KeyRow apiKey={key} key={key.id} onRevoke={() => verified.run(() => setRevoked(key))} />
        ))}
      </ul>
      <NewKeyDialog
        onClose={() => setMaking(false)}
        onMade={(made) => {
          setMaking(false);
          setToken(made);
        }}
        opened={isMaking}
      />
      <NewKeyToken onClose={() => setToken(null)} token={token} />
      <ConfirmDialog
        confirmLabel={<Trans>Take back</Trans>}
        consequence={
          <Trans>
            Whichever program uses it is turned away from now on. It cannot be given back; make another one.
          </Trans>
        }
        danger
        keepLabel={<Trans>Keep it</Trans>}
        onConfirm={() => revoked && void revoke(revoked)}
        onKeep={() => setRevoked(null)}
        opened={revoked !== null}
        question={<Trans>Take back the key {revoked?.label ?? ''}?</Trans>}
      />
      <SignInDialog verified={verified} />
    </ListCard>
  );
}

function newestInUseFirst(a: ApiKey, b: ApiKey): number {
  const isTakenBack = (key: ApiKey) => (key.revokedAt === undefined ? 0 : 1);
  return isTakenBack(a) - isTakenBack(b) || b.createdAt - a.createdAt;
}
