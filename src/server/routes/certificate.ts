/** What a manager has to know of the server before tablets no longer reach it. */
import * as z from 'zod';
import type { App, Dependencies } from '../dependencies.ts';
import { certificateEndView } from '../tls/certificate-end.ts';
import { errorResponses } from '../views/error-view.ts';

const certificateView = z
  .object({
    ends_at: z.iso.datetime(),
    ends_soon: z.boolean().describe('Whether somebody has to renew it now.'),
  })
  .meta({ id: 'Certificate' });

export function registerCertificateRoutes(app: App, { certificateEnd }: Dependencies): void {
  app.get(
    '/certificate',
    {
      config: { access: 'device' },
      schema: {
        tags: ['devices'],
        summary: 'When the certificate of the server ends',
        description: 'Null where something before the server encrypts, or nothing does.',
        response: { 200: z.object({ certificate: certificateView.nullable() }), ...errorResponses },
      },
    },
    async () => ({ certificate: certificateEnd ? certificateEndView(certificateEnd()) : null }),
  );
}
