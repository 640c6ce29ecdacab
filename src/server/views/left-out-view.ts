import * as z from 'zod';
import { type LeftOut, leftOutKinds } from '../../domain/sync/protocol.ts';

/** What an answer says where it leaves something out (rule F6). */
export const leftOutView = {
  left_out: z
    .array(z.enum(leftOutKinds))
    .optional()
    .describe('What is not in this answer, since whoever asks, or the device, may not see it.'),
};

/** Of what is left out for whoever asks, what concerns this answer; nothing said where nothing is. */
export function leftOutBy(
  leftOut: readonly LeftOut[],
  concerned: readonly LeftOut[],
): { left_out?: LeftOut[] } {
  const said = concerned.filter((one) => leftOut.includes(one));
  return said.length === 0 ? {} : { left_out: said };
}
