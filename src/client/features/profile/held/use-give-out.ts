import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Refusal } from '../../../../domain/errors.ts';
import type { PersonDocument } from '../../../../domain/privacy/person-document.ts';
import { useServices } from '../../../app/services.ts';
import { useFormatting } from '../../../formatting/formatting-context.ts';
import { saveBlob } from '../../../platform/save-bytes.ts';

/** Gives the document out. The audit log knows of it before it leaves (REQ-P3). */
export function useGiveOut(held: PersonDocument) {
  const { t } = useLingui();
  const { mutate } = useServices();
  const { today } = useFormatting();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const note = async (form: 'json' | 'paper'): Promise<boolean> => {
    const noted = await mutate('recordPersonExport', { customerId: held.customer.id, form });
    setRefusals(noted.saved ? [] : noted.refusals);
    return noted.saved;
  };
  return {
    refusals,
    async save() {
      if (!(await note('json'))) return;
      const text = JSON.stringify(held, null, 2);
      // A file's name is seen where its content is not: it names nobody.
      saveBlob(`${t`person`}-${today()}.json`, new Blob([text], { type: 'application/json' }));
    },
    async print() {
      if (await note('paper')) window.print();
    },
  };
}
