import type { AppContext } from './context.ts';
import { countNotices } from './notice-acts.ts';
import { tellPractice } from './practice.ts';

/** The number in the inbox is asked for at most this often; ms. */
const NOTICES_MS = 5 * 60_000;
/** Whether the trees of traces go on from what this device saw; ms. */
const HISTORY_MS = 3600_000;
/** Whether the professional has a new device; ms. */
const DEVICES_MS = 30 * 60_000;
/** What the operator tells; the device keeps it for a day. */
const INFORMATION_MS = 3600_000;

export type ContactDeps = {
  context: AppContext;
  /** False where it could not be found out. */
  checkHistory: () => Promise<boolean>;
  countNewDevices: () => Promise<boolean>;
  keepInformation: () => Promise<boolean>;
};

/**
 * What is done whenever the server was reached with a session, after a sign-in or an exchange: each at most so often,
 * none in the way of anything, and again at the next contact where it failed.
 */
export function contactDuties({
  context,
  checkHistory,
  countNewDevices,
  keepInformation,
}: ContactDeps): () => void {
  const last = new Map<string, { session: string; at: number }>();

  async function ifDue(name: string, everyMs: number, act: () => Promise<boolean>): Promise<void> {
    const session = context.account.session?.token;
    if (session === undefined) return;
    const at = context.clock.monotonic();
    const before = last.get(name);
    if (before?.session === session && at - before.at < everyMs) return;
    last.set(name, { session, at });
    if (!(await act())) last.delete(name);
  }

  return () => {
    void tellPractice(context);
    void ifDue('notices', NOTICES_MS, () => countNotices(context));
    void ifDue('history', HISTORY_MS, checkHistory);
    void ifDue('devices', DEVICES_MS, countNewDevices);
    void ifDue('information', INFORMATION_MS, keepInformation);
  };
}
