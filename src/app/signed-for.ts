import type { StationServer } from '#cards/local-station.ts';
import type { Fetch } from '#wire/client/dpop-fetch.ts';
import { loadLate } from './load-late.ts';

/**
 * Which server a card at this machine signs for: asked once, and again after a refusal, since another instance may
 * answer there now.
 */
export function signedFor(deps: { fetch: Fetch; origin: string }) {
  let known: StationServer | undefined;

  async function ask(): Promise<StationServer | undefined> {
    const part = await loadLate(() => import('./api.ts'));
    const instance = part.ok ? await part.value.createApi(deps).instance() : part;
    return instance.ok ? { origin: deps.origin, instanceId: instance.value.instanceId } : undefined;
  }

  return {
    current: async (): Promise<StationServer | undefined> => (known ??= await ask()),
    forget: (): void => {
      known = undefined;
    },
  };
}
