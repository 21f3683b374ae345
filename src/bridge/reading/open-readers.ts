import type { Result } from '#base/result.ts';
import { systemTimer, type Timer } from '#base/timer.ts';
import type { CardReader } from '#cards/channel.ts';
import { openPcsc, type PcscProblem, type PcscReaders } from '../pcsc/open-pcsc.ts';
import type { ReaderSource as Where } from '../config.ts';
import { openUsbReaders, type PluggedDevice } from '../usb/usb-readers.ts';
import type { ReaderProblem, ReaderSource } from './reader-source.ts';

export interface OpenReadersDeps {
  readonly pcsc: () => Promise<Result<PcscReaders, PcscProblem>>;
  readonly usb: () => Promise<ReaderSource>;
  readonly timer: Timer;
}

const systemDeps: OpenReadersDeps = {
  pcsc: () => openPcsc(),
  usb: () => openUsbReaders({ devices: usbDevices, timer: systemTimer }),
  timer: systemTimer,
};

/** The service may come later: on Windows it stops where no reader is plugged in. */
const AGAIN_MS = 5000;

/**
 * PC/SC where its service runs: it holds every reader that it knows. USB where it does not, until it comes; as long as
 * our own driver holds a reader the service is not looked for, for it could not have it.
 */
export async function openReaders(where: Where, deps: OpenReadersDeps = systemDeps): Promise<ReaderSource> {
  const listeners = new Set<() => void>();
  let pcsc: PcscReaders | undefined;
  let pcscProblem: ReaderProblem | undefined;
  let usb: ReaderSource | undefined;
  let closed = false;
  let stopTimer: () => void = () => undefined;
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };

  async function lookForPcsc(): Promise<void> {
    if (closed || (usb && usb.list().length > 0)) return again();
    const opened = await deps.pcsc();
    if (opened.ok && closed) return opened.value.close();
    pcscProblem = opened.ok ? undefined : problemOf(opened.error);
    if (!opened.ok) return opened.error.type === 'serviceAway' ? again() : undefined;
    pcsc = opened.value;
    pcsc.onChange(changed);
    await usb?.close();
    usb = undefined;
    changed();
  }

  function again(): void {
    if (!closed) stopTimer = deps.timer.after(AGAIN_MS, () => void lookForPcsc());
  }

  if (where !== 'usb') await lookForPcsc();
  if (where !== 'pcsc' && !pcsc) {
    usb = await deps.usb();
    usb.onChange(changed);
  }
  const list = (): readonly CardReader[] => pcsc?.list() ?? usb?.list() ?? [];
  return {
    list,
    problems: () => [
      ...(pcsc && !pcsc.serviceRunning() ? [{ type: 'PcscServiceAway' } as const] : []),
      ...(pcscProblem && list().length === 0 ? [pcscProblem] : []),
      ...(usb?.problems() ?? []),
    ],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      stopTimer();
      await Promise.all([pcsc?.close(), usb?.close()]);
    },
  };
}

const problemOf = ({ type }: PcscProblem): ReaderProblem =>
  type === 'serviceAway' ? { type: 'PcscServiceAway' } : { type: 'PcscMissing' };

/** Loaded when asked for: its native part is not there on every system. */
async function usbDevices(): Promise<readonly PluggedDevice[]> {
  const { usb } = await import('usb');
  return usb.getDevices();
}
