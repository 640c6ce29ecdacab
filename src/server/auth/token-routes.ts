import * as z from 'zod';
import type { App, Dependencies } from '../dependencies.ts';
import { errorResponses } from '../views/error-view.ts';
import { accessTokenLivesSeconds, newAccessToken } from './access-token.ts';
import { callerOf } from './caller.ts';

const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int().describe('Seconds.'),
});

/** The exchange of an API key for a token that ends soon (rule A4). */
export function registerTokenRoutes(app: App, dependencies: Dependencies): void {
  app.post(
    '/auth/token',
    {
      config: { access: 'apiKey' },
      schema: {
        tags: ['sign-in'],
        summary: 'Exchange an API key for a token of 15 minutes',
        description:
          'Sent with the key as bearer. The token takes its place, with the same scopes, and ends with the key if that is taken back. It cannot be exchanged for another one.',
        response: { 200: tokenAnswer, ...errorResponses },
      },
    },
    async (request) => {
      const { tenantId, id: keyId } = callerOf(request);
      return {
        access_token: await newAccessToken(dependencies, { tenantId, keyId }),
        token_type: 'Bearer' as const,
        expires_in: accessTokenLivesSeconds,
      };
    },
  );
}
