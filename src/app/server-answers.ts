import type { Fetch } from '#wire/client/dpop-fetch.ts';

const HEALTH_PATH = '/api/health';

/**
 * Whether our server is there, asked in plain words: the first screen wants no more, and tRPC with its schemas is large.
 * A captive portal's page is no answer.
 */
export async function serverAnswers({ fetch, origin }: { fetch: Fetch; origin: string }): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}${HEALTH_PATH}`, { cache: 'no-store', credentials: 'omit' });
    const body: unknown = await answer.json();
    return answer.ok && typeof body === 'object' && body !== null && 'alive' in body && body.alive === true;
  } catch {
    return false;
  }
}
