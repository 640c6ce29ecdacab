import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Reason } from '../../../domain/duplicates/likeness.ts';

/** Why two customers may be one, or may not, in a few words each; what tells most comes first. */
export function useReasonWords(): (reason: Reason) => string {
  const { t } = useLingui();
  return ({ code, letters = 1 }) => {
    const words: Record<Reason['code'], string> = {
      same_phone: t`same phone`,
      similar_phone: t`phone differs by one digit`,
      other_phone: t`another phone`,
      same_email: t`same e-mail`,
      similar_email: t`e-mail differs by one letter`,
      other_email: t`another e-mail`,
      same_name: t`same name`,
      same_words: t`same name in another order`,
      misspelt_name: t`name differs by ${plural(letters, { one: '# letter', other: '# letters' })}`,
      shortened_name: t`part of the name`,
      shared_word: t`partly the same name`,
      other_name: t`another name`,
    };
    return words[code];
  };
}
