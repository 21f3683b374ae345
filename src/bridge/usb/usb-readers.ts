import type { Timer } from '#base/timer.ts';
import type { CardReader } from '#cards/channel.ts';
import { openCcid, type CcidReader } from '#cards/ccid/open.ts';
import type { UsbDevice } from '#cards/ccid/usb.ts';
import type { ReaderProblem, ReaderSource } from '../reading/reader-source.ts';
import { nodeUsbDevice } from './node-device.ts';

/** A device as npm `usb` shows it: with its place on the bus, by which it is known again. */
export type PluggedDevice = UsbDevice & { readonly bus: string; readonly address: number };

export interface UsbReadersDeps {
  /** All devices of this machine. Throws where it has no USB. */
  readonly devices: () => Promise<readonly PluggedDevice[]>;
  readonly timer: Timer;
}

/** Reports of devices that come and go need udev, and fail silently without: they are asked for. */
const LOOK_MS = 2000;
/** A reader that could not be opened is tried again: the other program may have let go of it. */
const AGAIN_LOOKS = 5;
const SMART_CARD_CLASS = 0x0b;

type Known = { reader: CcidReader } | { problem: ReaderProblem | undefined; looks: number };

/** The readers of the smart-card class that no other program holds, driven by our own CCID driver. */
export async function openUsbReaders(deps: UsbReadersDeps): Promise<ReaderSource> {
  const known = new Map<string, Known>();
  const listeners = new Set<() => void>();
  let available = true;
  let closed = false;
  let stopTimer: () => void = () => undefined;
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };

  async function look(): Promise<void> {
    const before = summary();
    await update();
    if (closed) return;
    if (summary() !== before) changed();
    stopTimer = deps.timer.after(LOOK_MS, () => void look());
  }

  async function update(): Promise<void> {
    const devices = await plugged(deps);
    available = devices !== undefined;
    const here = new Map((devices ?? []).map((device) => [placeOf(device), device]));
    for (const [place, entry] of known) {
      if (here.has(place)) continue;
      known.delete(place);
      if ('reader' in entry) await entry.reader.close('unplugged');
    }
    for (const [place, device] of here) if (isDue(known.get(place))) known.set(place, await open(device));
  }

  const list = (): CardReader[] =>
    [...known.values()].flatMap((one) => ('reader' in one ? one.reader.slots : []));
  function problems(): ReaderProblem[] {
    if (!available) return [{ type: 'UsbUnavailable' }];
    return [...known.values()].flatMap((one) => ('problem' in one && one.problem ? [one.problem] : []));
  }
  const summary = (): string => JSON.stringify([list().map(({ name }) => name), problems()]);

  await look();
  return {
    list,
    problems,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      stopTimer();
      for (const one of known.values()) if ('reader' in one) await one.reader.close();
    },
  };
}

/** Undefined where this machine has no USB, or does not show it. */
async function plugged({ devices }: UsbReadersDeps): Promise<readonly PluggedDevice[] | undefined> {
  try {
    return await devices();
  } catch {
    return undefined;
  }
}

const placeOf = ({ bus, address }: PluggedDevice): string => `${bus}:${address}`;

function isDue(entry: Known | undefined): boolean {
  if (!entry) return true;
  return 'looks' in entry && entry.problem !== undefined && ++entry.looks % AGAIN_LOOKS === 0;
}

/** What is no reader is remembered too, so that it is not opened again at every look. */
async function open(device: PluggedDevice): Promise<Known> {
  const reader = isReader(device);
  if (reader === 'no') return { problem: undefined, looks: 0 };
  const name = nameOf(device);
  if (reader === 'refused') return { problem: { type: 'UsbRefused', reader: name }, looks: 0 };
  const opened = await openCcid(nodeUsbDevice(device), { allowProtected: true });
  if (opened.ok) return { reader: opened.value };
  const type = opened.error.type === 'Busy' ? 'UsbBusy' : 'UsbRefused';
  return { problem: { type, reader: name }, looks: 0 };
}

/** Its descriptors are read from the device, which the system may refuse: told where the name sounds like a reader. */
function isReader(device: PluggedDevice): 'yes' | 'no' | 'refused' {
  try {
    const interfaces = device.configuration?.interfaces ?? [];
    const classes = interfaces.flatMap(({ alternates }) => alternates.map((one) => one.interfaceClass));
    return classes.includes(SMART_CARD_CLASS) ? 'yes' : 'no';
  } catch {
    return /smart|card|reader|ccid/i.test(nameOf(device)) ? 'refused' : 'no';
  }
}

function nameOf(device: PluggedDevice): string {
  try {
    return [device.manufacturerName, device.productName].filter(Boolean).join(' ') || 'USB';
  } catch {
    return 'USB';
  }
}
