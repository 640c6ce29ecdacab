/** Keys for other programs, as the screen of staff and devices asks for them. */
import type { KeyService } from '../app/services.ts';
import { makeApiKey, refusalOf, revokeApiKey } from '../sync/transport.ts';

export const keyService: KeyService = {
  async make(label, scopes) {
    const answer = await makeApiKey(label, scopes);
    return answer.kind === 'answer'
      ? { ok: true, token: answer.value }
      : { ok: false, refusal: refusalOf(answer) };
  },
  async revoke(id) {
    const answer = await revokeApiKey(id);
    return answer.kind === 'answer' ? null : refusalOf(answer);
  },
};
