import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './CategoryField.module.css';
import type { ProductDraft } from './product-draft.ts';
import { useCategories } from './queries.ts';

interface CategoryFieldProps {
  readonly draft: ProductDraft;
  readonly error: ReactNode;
  readonly onChange: (changes: Partial<ProductDraft>) => void;
}

/** Stands for "a category that is not there yet"; no id looks like it. */
const isNew = 'new';

/** A category of the shop, none, or a new one that is made with the product. */
export function CategoryField({ draft, error, onChange }: CategoryFieldProps) {
  const { t } = useLingui();
  const { data: categories } = useCategories();
  return (
    <div className={styles.fields}>
      <NativeSelect
        data={[
          { value: '', label: t`No category` },
          ...(categories ?? []).map((category) => ({ value: category.id, label: category.name })),
          { value: isNew, label: t`New category…` },
        ]}
        label={t`Category`}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange(value === isNew ? { newCategory: '' } : { newCategory: null, categoryId: value || null });
        }}
        value={draft.newCategory === null ? (draft.categoryId ?? '') : isNew}
      />
      {draft.newCategory !== null && (
        <TextInput
          autoComplete="off"
          error={error}
          label={t`Name of the new category`}
          onChange={(event) => onChange({ newCategory: event.currentTarget.value })}
          value={draft.newCategory}
        />
      )}
    </div>
  );
}
