import { Trans, useLingui } from '@lingui/react/macro';
import { isErrorCode } from '../../../../domain/errors.ts';
import type { PersonDocument, PersonEvent } from '../../../../domain/privacy/person-document.ts';
import { errorMessages } from '../../../app/messages.ts';
import { consentPurposeWords, consentStateWords } from '../../../app/vocabulary.ts';
import { useChangeWords } from '../history/use-change-words.ts';
import { Entries } from './parts.tsx';
import { useHeldFormat } from './use-held-format.ts';

/** What happened to the record: edits, merges, answers, what waits for a decision, erasures. */
export function HeldHistory({ held }: { readonly held: PersonDocument }) {
  const { t } = useLingui();
  const { dateTime } = useHeldFormat();
  const { fieldName, valueText } = useChangeWords();
  const names = new Map(held.merged_customers.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null): string => names.get(id ?? '') ?? held.customer.name;
  const wordsOf = (event: PersonEvent): string => {
    const customer = nameOf(event.customer_id);
    const other = nameOf(event.other_customer_id);
    switch (event.kind) {
      case 'created':
        return t`${customer} was added`;
      case 'merged':
        return t`${customer} was merged into ${other}`;
      case 'unmerged':
        return t`${customer} was parted from ${other} again`;
      case 'answered':
        return answerWords(event, t);
      case 'changed': {
        const field = event.field ?? '';
        const before = valueText(field, event.before) || '—';
        const after = valueText(field, event.after) || '—';
        return `${fieldName(field)}: ${before} → ${after}`;
      }
    }
  };
  return (
    <>
      <Entries
        entries={held.history.map((event) => ({ head: dateTime(event.at), text: wordsOf(event) }))}
        title={<Trans>History of changes</Trans>}
      />
      <Entries
        entries={held.waiting_changes.map((one) => ({
          head: `${dateTime(one.raised_at)} · ${isErrorCode(one.reason) ? t(errorMessages[one.reason]) : one.reason}`,
          text: [one.remark, JSON.stringify(one.said)].filter((part) => part !== null).join('\n'),
        }))}
        title={<Trans>Changes that did not hold</Trans>}
      />
      <Entries
        entries={held.erasures.map((one) => ({
          head: dateTime(one.requested_at),
          text: one.done_on_server_at === null ? t`asked for` : t`done on ${dateTime(one.done_on_server_at)}`,
        }))}
        title={<Trans>Erasures</Trans>}
      />
    </>
  );
}

function answerWords({ field, after }: PersonEvent, t: ReturnType<typeof useLingui>['t']): string {
  const purpose = Object.entries(consentPurposeWords).find(([name]) => name === field)?.[1];
  const state = Object.entries(consentStateWords).find(([name]) => name === after)?.[1];
  return `${purpose ? t(purpose) : field}: ${state ? t(state) : after}`;
}
