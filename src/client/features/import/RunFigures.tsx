import { Trans } from '@lingui/react/macro';
import type { ImportProgress } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import { Fact, FactsRow } from '../../components/Facts.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';

/** What a run found: documents, customers, products, what was there already, what could not be read. */
export function RunFigures({ progress }: { readonly progress: ImportProgress }) {
  const { count } = useFormatting();
  return (
    <Card flush>
      <FactsRow>
        {progress.listed ? (
          <>
            <Fact
              label={<Trans>New customers</Trans>}
              meaning={<Trans>not there yet</Trans>}
              value={count(progress.listed.created)}
            />
            <Fact
              label={<Trans>Updated</Trans>}
              meaning={<Trans>get what the file says</Trans>}
              value={count(progress.listed.updated)}
            />
          </>
        ) : (
          <>
            <Fact
              label={<Trans>Sales and returns</Trans>}
              meaning={<Trans>new on this device</Trans>}
              value={count(progress.sales)}
            />
            <Fact
              label={<Trans>Customers</Trans>}
              meaning={<Trans>in the files</Trans>}
              value={count(progress.customers)}
            />
            <Fact
              label={<Trans>Products</Trans>}
              meaning={<Trans>in the files</Trans>}
              value={count(progress.products)}
            />
          </>
        )}
        <Fact
          label={<Trans>There already</Trans>}
          meaning={<Trans>stay as they are</Trans>}
          value={count(progress.repeated)}
        />
        <Fact
          label={<Trans>Rows not taken</Trans>}
          meaning={<Trans>each with its reason</Trans>}
          value={count(progress.rejectedRows)}
        />
      </FactsRow>
    </Card>
  );
}
