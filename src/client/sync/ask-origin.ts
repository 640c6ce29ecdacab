import * as z from 'zod/mini';

const answerSchema = z.object({ origin: z.nullable(z.string()) });

/** The server's address for people; null where it knows none or does not answer. */
export async function askOrigin(): Promise<string | null> {
  try {
    return answerSchema.parse(await (await fetch('/address')).json()).origin;
  } catch {
    return null;
  }
}
