import * as z from 'zod';

/** What an answer says where it leaves something out (rule F6). */
export const leftOutView = {
  left_out: z
    .array(z.enum(['other_locations']))
    .optional()
    .describe('What is not in this answer, since the rights of whoever asks end before it.'),
};

/** @param places those to which the rights of whoever asks reach; null = all */
export function leftOutBy(places: readonly string[] | null): { left_out?: 'other_locations'[] } {
  return places === null ? {} : { left_out: ['other_locations'] };
}
