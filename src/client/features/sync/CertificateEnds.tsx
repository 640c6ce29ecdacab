import { Trans } from '@lingui/react/macro';
import { IconCertificate } from '@tabler/icons-react';
import { useMayAsk } from '../../app/use-may.ts';
import { Banner } from '../../components/Banner.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useCertificate } from './queries.ts';

/** Says in good time to managers that nobody has renewed the server's certificate. */
export function CertificateEnds() {
  const isManager = useMayAsk('devices:write');
  const { data: certificate } = useCertificate(isManager);
  const { day, dayOf } = useFormatting();
  if (!isManager || !certificate?.endsSoon) return null;
  const end = day(dayOf(certificate.endsAt), 'full');
  return (
    <Banner icon={IconCertificate} tone="warning">
      <Trans>
        The certificate of the server ends on {end}. From then on no device reaches the server until it is
        renewed. Selling goes on meanwhile. Tell whoever looks after the server.
      </Trans>
    </Banner>
  );
}
