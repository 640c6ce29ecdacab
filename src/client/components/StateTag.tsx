import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import {
  IconAlertTriangle,
  IconBan,
  IconClock,
  IconEyeOff,
  IconHourglass,
  IconMailOff,
  IconUserPlus,
} from '@tabler/icons-react';
import type { TablerIcon } from './Icon.tsx';
import { Tag, type Tone } from './Tag.tsx';

export type CustomerState =
  | 'new'
  | 'active'
  | 'at_risk'
  | 'waiting'
  | 'refused'
  | 'blocked'
  | 'do_not_contact'
  | 'no_profiling'
  | 'inactive';

interface Appearance {
  readonly word: MessageDescriptor;
  readonly tone: Tone;
  readonly icon?: TablerIcon;
}

const appearances: Record<CustomerState, Appearance> = {
  new: { word: msg`New`, tone: 'neutral', icon: IconUserPlus },
  active: { word: msg`Active`, tone: 'neutral' },
  at_risk: { word: msg`At risk`, tone: 'warning', icon: IconHourglass },
  waiting: { word: msg`Waiting to send`, tone: 'accent', icon: IconClock },
  refused: { word: msg`Refused`, tone: 'danger', icon: IconAlertTriangle },
  blocked: { word: msg`Blocked`, tone: 'neutral', icon: IconBan },
  do_not_contact: { word: msg`Do not contact`, tone: 'outline', icon: IconMailOff },
  no_profiling: { word: msg`Objects to profiling`, tone: 'outline', icon: IconEyeOff },
  inactive: { word: msg`Inactive`, tone: 'neutral' },
};

/** Lifecycle, risk and state of a customer or a change, in the one word and colour used everywhere. */
export function StateTag({ state }: { readonly state: CustomerState }) {
  const { t } = useLingui();
  const { word, tone, icon } = appearances[state];
  return (
    <Tag icon={icon} tone={tone}>
      {t(word)}
    </Tag>
  );
}
