import type { Refusal } from '../../../domain/errors.ts';
import type { ImportFormat } from '../../../domain/model/records.ts';
import type { ImportService } from '../../app/services.ts';

export type Inspection = Awaited<ReturnType<ImportService['inspect']>>;

/** A file that a person chose, with what its beginning tells; null while that is being read. */
export interface ChosenFile {
  readonly file: File;
  readonly inspection: Inspection | null;
}

/** What can be done with the chosen files. */
export type ImportPlan =
  | { readonly kind: 'nothing' | 'reading' }
  /** One of them cannot be read at all. */
  | { readonly kind: 'refused'; readonly fileName: string; readonly refusal: Refusal }
  /** They come from different systems, or their columns differ: they are several imports. */
  | { readonly kind: 'mixed' }
  | { readonly kind: 'known'; readonly format: Exclude<ImportFormat, 'csv'> }
  /** A table whose columns a person has to name. */
  | {
      readonly kind: 'columns';
      readonly columns: readonly string[];
      readonly sample: readonly (readonly string[])[];
    };

/**
 * Decides what the files are together.
 *
 * @example planOf([])  // { kind: 'nothing' }
 */
export function planOf(files: readonly ChosenFile[]): ImportPlan {
  const inspections: Inspection[] = [];
  for (const { file, inspection } of files) {
    if (inspection === null) return { kind: 'reading' };
    if (inspection.refusal) return { kind: 'refused', fileName: file.name, refusal: inspection.refusal };
    inspections.push(inspection);
  }
  const [first, ...others] = inspections;
  if (!first) return { kind: 'nothing' };
  const { format } = first;
  if (others.some((other) => other.format !== format)) return { kind: 'mixed' };
  if (format !== null && format !== 'csv') return { kind: 'known', format };
  const sameColumns = (other: Inspection) => other.columns.join('\n') === first.columns.join('\n');
  return others.every(sameColumns)
    ? { kind: 'columns', columns: first.columns, sample: first.sample }
    : { kind: 'mixed' };
}
