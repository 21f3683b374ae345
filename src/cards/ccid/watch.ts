import { parseSlotChange } from './slot-change.ts';
import { pause, type Timer } from '#base/timer.ts';
import { afterRejection, attempt, bytesOf, type UsbDevice } from './usb.ts';

/** npm `usb` gives up after this long; a browser waits for ever. */
const PATIENCE_MS = 24 * 60 * 60 * 1000;
/** A reader may fail to notify now and then; one that goes on failing is polled instead. */
const MAX_FAILURES = 3;
/** Longest interrupt message: two bits for each of 256 slots. */
const LONGEST = 65;
/** After so many in a row the page gets to breathe. */
const BURST = 32;
const BREATH_MS = 50;
const POLL_MS = 500;

export interface Watch {
  stop(): void;
}

interface WatchDeps {
  readonly device: UsbDevice;
  readonly timer: Timer;
  readonly slots: number;
  readonly onPresence: (slot: number, present: boolean) => void;
  /** The reader was unplugged. */
  readonly onGone: () => void;
  /** Asks the slot, whose answer tells; does nothing while a command of it runs. */
  readonly ask: (slot: number) => Promise<unknown>;
}

/** Follows cards that come and go: by the interrupt endpoint, or by asking where there is none or it fails. */
export function watchSlots(
  deps: WatchDeps & {
    readonly interrupt: { readonly endpoint: number; readonly packet: number } | undefined;
  },
): Watch {
  const { interrupt } = deps;
  let stopped = false;
  const isStopped = (): boolean => stopped;
  const run = async (): Promise<void> => {
    if (interrupt) await listen(deps, interrupt, isStopped);
    if (!isStopped()) await poll(deps, isStopped);
  };
  void run();
  return { stop: () => void (stopped = true) };
}

async function listen(
  deps: WatchDeps,
  { endpoint, packet }: { readonly endpoint: number; readonly packet: number },
  isStopped: () => boolean,
): Promise<void> {
  const length = Math.ceil(LONGEST / packet) * packet;
  let failures = 0;
  for (let messages = 1; !isStopped() && failures < MAX_FAILURES; messages++) {
    const heard = await hear(deps, endpoint, length);
    if (isStopped() || heard === 'gone') return;
    failures = heard === 'message' ? 0 : failures + 1;
    if (messages % BURST === 0) await pause(deps.timer, BREATH_MS);
  }
}

async function hear(
  deps: WatchDeps,
  endpoint: number,
  length: number,
): Promise<'message' | 'failure' | 'gone'> {
  const { device, timer } = deps;
  try {
    const got = await device.transferIn(endpoint, length, PATIENCE_MS);
    for (const { slot, present } of parseSlotChange(bytesOf(got), deps.slots)) deps.onPresence(slot, present);
    if (got.status === 'ok') return 'message';
    await attempt(timer, () => device.clearHalt('in', endpoint));
    return 'failure';
  } catch {
    const what = await afterRejection(device, timer);
    if (what.type === 'ReaderGone') deps.onGone();
    return what.type === 'ReaderGone' ? 'gone' : 'failure';
  }
}

async function poll(deps: WatchDeps, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    for (let slot = 0; slot < deps.slots && !isStopped(); slot++) await deps.ask(slot);
    await pause(deps.timer, POLL_MS);
  }
}
