import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';
import { CurrencySelect } from '../../components/CurrencySelect.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { TimeZoneSelect } from '../../components/TimeZoneSelect.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { currencyOfRegion } from './currency-of-region.ts';
import { WelcomeForm } from './WelcomeForm.tsx';

interface ShopFormProps {
  /** Whether the import comes next, or the empty till. */
  readonly withFiles: boolean;
  readonly onBack: () => void;
}

/** What a shop without a server needs to begin: name, currency, time zone. */
export function ShopForm({ withFiles, onBack }: ShopFormProps) {
  const { t } = useLingui();
  const { shop } = useServices();
  const { locale, timeZone: here } = useFormatting();
  const navigate = useNavigate();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const [shopName, setShopName] = useState('');
  const [currency, setCurrency] = useState(() => currencyOfRegion(locale));
  const [timeZone, setTimeZone] = useState(here);
  const [nameMissing, setNameMissing] = useState(false);
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');

  const open = async () => {
    if (shopName.trim() === '') {
      setNameMissing(true);
      return;
    }
    setState('busy');
    try {
      await shop.openEmpty({ shopName: shopName.trim(), currency, timeZone });
    } catch {
      setState('failed');
      return;
    }
    await navigate(withFiles ? paths.import.to() : paths.home.to(), { replace: true });
  };
  return (
    <WelcomeForm
      action={withFiles ? <Trans>Choose files</Trans> : <Trans>Open the shop</Trans>}
      busy={state === 'busy'}
      onBack={onBack}
      onSubmit={open}
      title={withFiles ? <Trans>Your shop, then your files</Trans> : <Trans>An empty shop</Trans>}
    >
      <TextInput
        autoComplete="organization"
        error={nameMissing && <Trans>A name is needed: it stands on every receipt.</Trans>}
        label={t`Name of the shop`}
        maxLength={255}
        onChange={(event) => {
          setShopName(event.currentTarget.value);
          setNameMissing(false);
        }}
        ref={first}
        required
        value={shopName}
      />
      <CurrencySelect
        description={t`It stays as it is from the first sale on.`}
        onChange={setCurrency}
        value={currency}
      />
      <TimeZoneSelect onChange={setTimeZone} value={timeZone} />
      {state === 'failed' && (
        <ErrorNotice title={<Trans>The shop could not be opened</Trans>}>
          <Trans>Perhaps this device has too little room. What you typed is kept; try again.</Trans>
        </ErrorNotice>
      )}
    </WelcomeForm>
  );
}
