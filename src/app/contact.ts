import type { AppContext } from './context.ts';
import { countNotices } from './notice-acts.ts';
import { tellPractice } from './practice.ts';

/** The number in the inbox is asked for at most this often; ms. */
const NOTICES_MS = 5 * 60_000;

/**
 * What is done whenever the server was reached with a session, after a sign-in or an exchange: each at most so often,
 * none in the way of anything, and again at the next contact where it failed.
 */
export function contactDuties(context: AppContext): () => void {
  const done = new Map<string, { session: string; at: number }>();

  function due(name: string, everyMs: number, act: () => Promise<void>): void {
    const session = context.account.session?.token;
    if (session === undefined) return;
    const now = context.clock.monotonic();
    const last = done.get(name);
    if (last?.session === session && now - last.at < everyMs) return;
    done.set(name, { session, at: now });
    void act();
  }

  return () => {
    void tellPractice(context);
    due('notices', NOTICES_MS, () => countNotices(context));
  };
}
