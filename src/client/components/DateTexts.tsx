import type { DayStyle } from '../formatting/day.ts';
import { useFormatting } from '../formatting/formatting-context.ts';

/** A calendar day (`YYYY-MM-DD`) as people write it here. */
export function DayText({ day, style = 'full' }: { readonly day: string; readonly style?: DayStyle }) {
  const { day: write } = useFormatting();
  return <time dateTime={day}>{write(day, style)}</time>;
}

/** The time of an instant (epoch ms) on the shop's clock: 14:05. */
export function TimeText({ instant }: { readonly instant: number }) {
  const { time } = useFormatting();
  return <time dateTime={new Date(instant).toISOString()}>{time(instant)}</time>;
}
