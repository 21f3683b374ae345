import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { loadLate } from './load-late.ts';

/**
 * For which instance a card at this machine signs: asked once, and again after a refusal, since another may answer there
 * now.
 */
export function signedFor(deps: { fetch: Fetch; origin: string }) {
  let known: string | undefined;

  async function ask(): Promise<string | undefined> {
    const part = await loadLate(() => import('./api.ts'));
    const instance = part.ok ? await part.value.createApi(deps).instance() : part;
    return instance.ok ? instance.value.instanceId : undefined;
  }

  return {
    current: async (): Promise<string | undefined> => (known ??= await ask()),
    forget: (): void => {
      known = undefined;
    },
  };
}
