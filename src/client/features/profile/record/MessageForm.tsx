import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Refusal } from '../../../../domain/errors.ts';
import {
  type CommunicationChannel,
  type CommunicationDirection,
  communicationChannels,
  communicationDirections,
} from '../../../../domain/model/customer-rows.ts';
import { useServices } from '../../../app/services.ts';
import { channelWords, directionWords } from '../../../app/vocabulary.ts';
import { FilterChips } from '../../../components/FilterChips.tsx';
import { Icon } from '../../../components/Icon.tsx';
import { notifySaved } from '../../../components/notify-saved.tsx';
import { SegmentedFilter } from '../../../components/SegmentedFilter.tsx';
import { useOnce } from '../../../components/use-once.ts';
import { useFieldErrors } from './field-error.ts';
import styles from './Record.module.css';

/** Notes a call or a message. It cannot be taken back, so it opens only when it is asked for. */
export function MessageForm({ customerId }: { readonly customerId: string }) {
  const [opened, setOpened] = useState(false);
  return opened ? (
    <OpenForm customerId={customerId} onClose={() => setOpened(false)} />
  ) : (
    <div>
      <Button leftSection={<Icon icon={IconPhone} />} onClick={() => setOpened(true)}>
        <Trans>Log a call or message</Trans>
      </Button>
    </div>
  );
}

function OpenForm({ customerId, onClose }: { readonly customerId: string; readonly onClose: () => void }) {
  const { t } = useLingui();
  const { mutate, newId, clock } = useServices();
  const [channel, setChannel] = useState<CommunicationChannel>('phone');
  const [direction, setDirection] = useState<CommunicationDirection>('outbound');
  const [text, setText] = useState('');
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const errorOf = useFieldErrors(refusals, ['text']);
  const once = useOnce();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void once(async () => {
      const result = await mutate('recordCommunication', {
        communication: {
          id: newId(),
          customerId,
          channel,
          direction,
          subject: null,
          text: text.trim(),
          at: clock.now(),
        },
      });
      if (!result.saved) {
        setRefusals(result.refusals);
        return;
      }
      notifySaved({ message: <Trans>Logged on this device</Trans> });
      onClose();
    });
  };
  return (
    <form aria-label={t`Log a call or message`} className={styles.form} noValidate onSubmit={submit}>
      <FilterChips
        label={t`How`}
        onChange={setChannel}
        options={[...communicationChannels]
          .sort((a, b) => Number(b === 'phone') - Number(a === 'phone'))
          .map((value) => ({ value, label: t(channelWords[value]) }))}
        tick
        value={channel}
      />
      <Textarea
        aria-label={t`What was said`}
        autoFocus
        autosize
        error={errorOf('text') ?? errorOf('')}
        maxRows={10}
        minRows={2}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
        placeholder={t`What was said`}
        value={text}
      />
      <div className={styles.formEnd}>
        <SegmentedFilter
          label={t`Who began`}
          onChange={setDirection}
          options={[...communicationDirections]
            .reverse()
            .map((value) => ({ value, label: t(directionWords[value]) }))}
          value={direction}
        />
        <span className={styles.buttons}>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit">
            <Trans>Log it</Trans>
          </Button>
        </span>
      </div>
    </form>
  );
}
