import { TimeText } from '../../../components/DateTexts.tsx';
import { useFormatting } from '../../../formatting/formatting-context.ts';

interface WhenAndWhoProps {
  readonly at: number;
  readonly who?: string | undefined;
}

/** The day and the time, and the person where one is known. */
export function WhenAndWho({ at, who }: WhenAndWhoProps) {
  const { relativeDay, dayOf } = useFormatting();
  return (
    <span>
      {relativeDay(dayOf(at))} <TimeText instant={at} />
      {who !== undefined && ` · ${who}`}
    </span>
  );
}
