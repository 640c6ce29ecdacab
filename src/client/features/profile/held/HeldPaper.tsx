import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { NotHere, PersonDocument, SavedCustomer } from '../../../../domain/privacy/person-document.ts';
import {
  addressUseWords,
  channelWords,
  consentOriginWords,
  consentPurposeWords,
  consentStateWords,
  customerStatusWords,
  customerTypeWords,
  directionWords,
  noteTypeWords,
} from '../../../app/vocabulary.ts';
import { Card } from '../../../components/Card.tsx';
import { addressLines } from '../record/address-text.ts';
import styles from './Held.module.css';
import { HeldHistory } from './HeldHistory.tsx';
import { HeldPurchases } from './HeldPurchases.tsx';
import { Entries, Section, Terms } from './parts.tsx';
import { useHeldFormat } from './use-held-format.ts';

const notHereWords: Record<NotHere, MessageDescriptor> = {
  other_locations: msg`Purchases at other places are not in it.`,
  costs: msg`What goods cost the shop is not in it.`,
  personal_notes: msg`Personal notes are not in it.`,
  older_purchases: msg`Older purchases are still being loaded onto this device and are not in it.`,
};

/** The whole document in words, as it is read on screen and on paper. */
export function HeldPaper({ held }: { readonly held: PersonDocument }) {
  const { t } = useLingui();
  const { dateTime } = useHeldFormat();
  const { customer, shop } = held;
  const name = customer.erased_at === null ? customer.name : t`An erased person`;
  return (
    <Card className={styles.paper}>
      <header className={styles.head}>
        <h2 className={styles.title}>{name}</h2>
        <p className={styles.note}>
          <Trans>
            All that {shop.name} holds about this person, as of {dateTime(held.written_at)}.
          </Trans>
        </p>
        {held.left_out.map((what) => (
          <p className={styles.note} key={what}>
            {t(notHereWords[what])}
          </p>
        ))}
      </header>
      <Section title={<Trans>Customer</Trans>}>
        <OwnFields currency={shop.currency} customer={customer} />
      </Section>
      {held.merged_customers.map((one) => (
        <Section key={one.id} title={<Trans>Merged: {one.name}</Trans>}>
          <OwnFields currency={shop.currency} customer={one} />
        </Section>
      ))}
      <RecordSections held={held} />
      <HeldPurchases figures={held.figures} purchases={held.purchases} />
      <HeldHistory held={held} />
    </Card>
  );
}

function OwnFields({ customer, currency }: { readonly customer: SavedCustomer; readonly currency: string }) {
  const { t } = useLingui();
  const { dateTime, amount } = useHeldFormat();
  return (
    <Terms
      terms={[
        [t`Name`, customer.erased_at === null ? customer.name : null],
        [t`First name`, customer.first_name],
        [t`Last name`, customer.last_name],
        [t`Phone`, customer.phones.join('\n')],
        [t`E-mail`, customer.emails.join('\n')],
        [t`Type`, t(customerTypeWords[customer.customer_type])],
        [t`Status`, t(customerStatusWords[customer.status])],
        [t`Tags`, customer.tags.join(', ')],
        [t`Customer number`, customer.external_id],
        [t`Linked account`, customer.user_id],
        [t`Credit limit`, customer.credit_limit && amount(customer.credit_limit, currency)],
        [t`Internal notes`, customer.internal_notes],
        [t`Added`, dateTime(customer.created_at)],
        [t`Last changed`, dateTime(customer.updated_at)],
        [t`Erased`, customer.erased_at && dateTime(customer.erased_at)],
      ]}
    />
  );
}

function RecordSections({ held }: { readonly held: PersonDocument }) {
  const { t } = useLingui();
  const { dateTime } = useHeldFormat();
  const { preferences } = held;
  const yes = (is: boolean) => (is ? t`yes` : t`no`);
  return (
    <>
      <Entries
        entries={held.addresses.map((one) => ({
          head: one.is_default
            ? t`${t(addressUseWords[one.address_type])}, taken first`
            : t(addressUseWords[one.address_type]),
          text: addressLines({
            ...one,
            street: one.address_lines,
            region: one.state,
            postalCode: one.postal_code,
          }).join('\n'),
        }))}
        title={<Trans>Addresses</Trans>}
      />
      <Entries
        entries={held.notes.map((one) => ({
          head: `${t(noteTypeWords[one.note_type])} · ${dateTime(one.created_at)}`,
          text: one.content,
        }))}
        title={<Trans>Notes</Trans>}
      />
      <Entries
        entries={held.communications.map((one) => ({
          head: `${t(channelWords[one.channel])} · ${t(directionWords[one.direction])} · ${dateTime(one.occurred_at)}`,
          text: [one.subject, one.content].filter((part) => part !== null).join('\n'),
        }))}
        title={<Trans>Messages</Trans>}
      />
      <Entries
        entries={held.consents.map((one) => ({
          head: `${t(consentPurposeWords[one.purpose])} · ${dateTime(one.given_at)}`,
          text: [
            t(consentStateWords[one.state]),
            t(consentOriginWords[one.origin]),
            one.holds ? t`holds now` : t`replaced since`,
          ].join(' · '),
        }))}
        title={<Trans>Consents</Trans>}
      />
      <Section title={<Trans>Preferences</Trans>}>
        <Terms
          terms={[
            [t`Favourite products`, preferences.favorite_products.join(', ')],
            [t`Usually pays`, preferences.preferred_payment],
            [t`Best time to reach`, preferences.best_contact_time],
            [t`Do not contact`, yes(preferences.do_not_contact)],
            [t`Likes SMS`, yes(preferences.prefer_sms)],
            [t`Likes e-mail`, yes(preferences.prefer_email)],
            [t`Likes to be called`, yes(preferences.prefer_call)],
            [t`Likes offers`, yes(preferences.can_receive_offers)],
            [t`Takes part in the loyalty scheme`, yes(preferences.can_receive_loyalty)],
          ]}
        />
      </Section>
      <Entries
        entries={held.payment_methods.map((one) => ({
          head: [one.brand ?? one.provider, one.last_four && `•••• ${one.last_four}`]
            .filter(Boolean)
            .join(' '),
          text: [
            one.provider,
            one.provider_token,
            one.expiry_month && one.expiry_year && `${one.expiry_month}/${one.expiry_year}`,
          ]
            .filter(Boolean)
            .join(' · '),
        }))}
        title={<Trans>Means of payment</Trans>}
      />
    </>
  );
}
