import { useLingui } from '@lingui/react/macro';
import { IconScan } from '@tabler/icons-react';
import type { Dispatch, Ref, SetStateAction } from 'react';
import type { Product } from '../../../domain/model/catalogue.ts';
import { useServices } from '../../app/services.ts';
import { notifyProblem } from '../../components/notify-problem.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { productMeant } from './queries.ts';
import styles from './SellField.module.css';

interface SellFieldProps {
  readonly value: string;
  readonly onChange: Dispatch<SetStateAction<string>>;
  readonly onAdd: (product: Product) => void;
  readonly inputRef: Ref<HTMLInputElement>;
}

/** One field for everything: a scanned code, or part of the name of a product or customer, or a receipt number. */
export function SellField({ value, onChange, onAdd, inputRef }: SellFieldProps) {
  const { t } = useLingui();
  const { directory } = useServices();

  /** Enter, which scanners send after the code: that product, or the only one the text can mean. */
  const take = async (text: string) => {
    if (text === '') return;
    // Free at once for the next scan, which must neither be added to this one nor go with it when it is answered.
    onChange('');
    const putBack = () => onChange((typed) => (typed === '' ? text : typed));
    try {
      const meant = await productMeant(directory, text);
      if (meant) onAdd(meant);
      else putBack();
    } catch {
      putBack();
      notifyProblem(t`“${text}” could not be looked up and is not in the cart. Press Enter to try again.`);
    }
  };

  return (
    <search className={styles.field}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void take(value.trim());
        }}
      >
        <SearchField
          icon={IconScan}
          inputRef={inputRef}
          label={t`Scan, or type a product, customer or receipt`}
          onChange={onChange}
          placeholder={t`Scan, or type a product, customer or receipt`}
          value={value}
        />
      </form>
    </search>
  );
}
