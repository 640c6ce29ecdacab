/** How every error of the API looks. */
import * as z from 'zod';

const errorViewSchema = z
  .object({
    error: z.string().describe('A sentence for people.'),
    code: z.string().describe('A stable name for programs.'),
    details: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('Each field that is wrong.'),
  })
  .meta({ id: 'Error' });

/** The answers that any route may give when it does not do what was asked. */
export const errorResponses = { '4xx': errorViewSchema, '5xx': errorViewSchema };
