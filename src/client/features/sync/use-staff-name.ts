import { useLingui } from '@lingui/react/macro';
import { useShop } from '../../app/services.ts';

/** The name of a member of staff by id. */
export function useStaffName(): (staffId: string | null) => string {
  const { t } = useLingui();
  const { staff } = useShop();
  return (staffId) => staff.find((member) => member.id === staffId)?.name ?? t`Someone not known here`;
}
