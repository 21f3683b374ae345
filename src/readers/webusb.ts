/// <reference types="w3c-web-usb" />
import { err, ok, type Result } from '#base/result.ts';
import type { CcidReader } from '#cards/ccid/open.ts';
import type { CardReader } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import type { ReaderDescription } from '#cards/reader-description.ts';
import { VENDOR_CLASS_READERS } from './vendor-class-readers.ts';

/** A USB reader that this origin may see. */
export type UsbReader = {
  /** The same each time this device is plugged in, as far as it can be told from another. */
  readonly id: string;
  readonly name: string;
  /** Undefined while it is being opened, or where its descriptors say nothing. */
  readonly description: ReaderDescription | undefined;
  /** Empty where there is a problem, or while it is being opened. */
  readonly slots: readonly CardReader[];
  readonly problem: CardError | undefined;
};

export interface WebUsbReaders {
  /** In the order in which they came. */
  list(): readonly UsbReader[];
  /** Calls back when a reader came, went or was opened; returns the way to stop. */
  onChange(listener: () => void): () => void;
  /** Opens the browser's chooser: only in answer to a tap. Gives the reader's id. */
  choose(): Promise<Result<string, { type: 'Cancelled' }>>;
  /** The browser forgets that this origin may see the reader. */
  forget(id: string): Promise<void>;
  /** Tries again those that could not be had: another tab may have let them go. */
  retry(): Promise<void>;
  /** Lets all of them go. */
  close(): Promise<void>;
}

/** What is known of a reader once it was tried. */
type Opened = Pick<UsbReader, 'description' | 'slots' | 'problem'> & Pick<CcidReader, 'close'>;
type Entry = UsbReader & Opened;

const SMART_CARD_CLASS = 0x0b;
const NOT_YET: Opened = { description: undefined, slots: [], problem: undefined, close: async () => {} };

/** Smart-card interfaces are shown too: that the browser keeps them is said of the one that was chosen. */
const FILTERS: USBDeviceFilter[] = [
  { classCode: SMART_CARD_CLASS },
  ...VENDOR_CLASS_READERS.map(([vendorId, productId]) => ({ vendorId, productId })),
];

/**
 * The readers that the user once showed to this origin, plugged and unplugged while in use. One whose class the browser
 * keeps to itself (WebUSB §4.2) is known by its descriptor and never tried.
 */
export async function webUsbReaders(usb: USB): Promise<WebUsbReaders> {
  const readers = new Map<USBDevice, Entry>();
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const find = (id: string) => [...readers].find(([, reader]) => reader.id === id);

  async function add(device: USBDevice): Promise<void> {
    if (readers.has(device)) return;
    const named = { id: freeId(device, (id) => find(id) !== undefined), name: nameOf(device) };
    const trying = { ...named, ...NOT_YET };
    readers.set(device, trying);
    const opened = await openReader(device);
    // unplugged meanwhile, or tried again
    if (readers.get(device) !== trying) return opened.close();
    readers.set(device, { ...named, ...opened });
    changed();
  }

  async function remove(device: USBDevice, because?: 'unplugged'): Promise<void> {
    const reader = readers.get(device);
    readers.delete(device);
    changed();
    await reader?.close(because);
  }

  const onConnect = ({ device }: USBConnectionEvent): void => void add(device);
  const onDisconnect = ({ device }: USBConnectionEvent): void => void remove(device, 'unplugged');
  usb.addEventListener('connect', onConnect);
  usb.addEventListener('disconnect', onDisconnect);
  await Promise.all((await usb.getDevices()).map(add));

  return {
    list: () => [...readers.values()],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async choose() {
      const device = await requestDevice(usb);
      if (!device) return err({ type: 'Cancelled' });
      await add(device);
      const reader = readers.get(device);
      return reader ? ok(reader.id) : err({ type: 'Cancelled' });
    },
    async forget(id) {
      const [device] = find(id) ?? [];
      if (!device) return;
      await remove(device);
      await device.forget();
    },
    async retry() {
      const held = [...readers].filter(([, { problem }]) => problem?.type === 'Busy');
      for (const [device] of held) readers.delete(device);
      await Promise.all(held.map(([device]) => add(device)));
    },
    async close() {
      usb.removeEventListener('connect', onConnect);
      usb.removeEventListener('disconnect', onDisconnect);
      await Promise.all([...readers.keys()].map((device) => remove(device)));
    },
  };
}

/** The driver comes with the first reader: most devices have none. */
async function openReader(device: USBDevice): Promise<Opened> {
  const [{ describeReader, isProtectedClass }, { openCcid }] = await Promise.all([
    import('#cards/ccid/describe.ts'),
    import('#cards/ccid/open.ts'),
  ]);
  if (isProtectedClass(device)) {
    const described = await describeReader(device);
    const description = described.ok ? described.value : undefined;
    return { ...NOT_YET, description, problem: { type: 'ReaderProtected' } };
  }
  const opened = await openCcid(device);
  if (!opened.ok) return { ...NOT_YET, problem: opened.error };
  const { description, slots } = opened.value;
  return { description, slots, problem: undefined, close: (because) => opened.value.close(because) };
}

/** Undefined where the user chose none (NotFoundError), or the browser did not ask (SecurityError). */
async function requestDevice(usb: USB): Promise<USBDevice | undefined> {
  try {
    return await usb.requestDevice({ filters: FILTERS });
  } catch (thrown) {
    if (thrown instanceof DOMException) return undefined;
    throw thrown;
  }
}

/** By vendor, product and serial number; a second alike one gets a number. */
function freeId({ vendorId, productId, serialNumber }: USBDevice, isTaken: (id: string) => boolean): string {
  const base = ['usb', hex4(vendorId), hex4(productId), serialNumber].filter(Boolean).join(':');
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}~${count}`;
    if (!isTaken(id)) return id;
  }
}

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

/** As the device names itself; by its numbers where it does not. */
function nameOf({ manufacturerName, productName, vendorId, productId }: USBDevice): string {
  const product = productName?.trim();
  const maker = manufacturerName?.trim();
  if (!product) return maker || `USB ${hex4(vendorId)}:${hex4(productId)}`;
  return maker && !product.toLowerCase().startsWith(maker.toLowerCase()) ? `${maker} ${product}` : product;
}
