/** All routes about who asks. */
import type { App, Dependencies } from '../dependencies.ts';
import { refuseUnstorableText } from '../routes/unstorable-text.ts';
import { registerComeBackRoutes } from './come-back-routes.ts';
import { registerEnrolRoutes } from './enrol-routes.ts';
import { registerRenewalRoutes } from './renewal-routes.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';
import { registerTokenRoutes } from './token-routes.ts';

export async function registerAuthRoutes(app: App, dependencies: Dependencies): Promise<void> {
  await app.register(
    async (auth) => {
      auth.addHook('preValidation', refuseUnstorableText);
      registerEnrolRoutes(auth, dependencies);
      registerSignInRoutes(auth, dependencies);
      registerRenewalRoutes(auth, dependencies);
      registerComeBackRoutes(auth, dependencies);
      registerTokenRoutes(auth, dependencies);
    },
    { prefix: '/api/v1' },
  );
}
