import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import type { ReaderDescription } from '../reader-description.ts';
import {
  bulkEndpoints,
  currentConfiguration,
  isProtectedInterface,
  readInterfaces,
  SMART_CARD_CLASS,
  VENDOR_CLASS,
  type CcidInterface,
} from './interfaces.ts';
import { systemTimer, type Timer } from '#base/timer.ts';
import { attempt, causeName, type UsbDevice } from './usb.ts';

/**
 * True where a browser will refuse the reader (WebUSB §«protected interface classes»: 0x0B in any alternate setting), so
 * that it can be said before anything is tried. Sees what WebUSB shows without opening. An interface of the vendor's class
 * with bulk endpoints beside the protected one may be a second way in: only opening tells.
 */
export function isProtectedClass(device: UsbDevice): boolean {
  const interfaces = currentConfiguration(device)?.interfaces ?? [];
  return interfaces.some(isProtectedInterface) && !interfaces.some(mayBeVendorCcid);
}

const mayBeVendorCcid = (usbInterface: USBInterface): boolean =>
  !isProtectedInterface(usbInterface) &&
  usbInterface.alternates.some(
    (alternate) => alternate.interfaceClass === VENDOR_CLASS && bulkEndpoints(alternate) !== undefined,
  );

/**
 * What a reader says of itself, without claiming it: opens the device where it is closed, reads its descriptors, and
 * leaves it as it was. ReaderUnsupported (noClassDescriptor) for a device that is no reader.
 */
export async function describeReader(
  device: UsbDevice,
  { timer = systemTimer }: { readonly timer?: Timer } = {},
): Promise<Result<ReaderDescription, CardError>> {
  const wasOpen = device.opened;
  const opened = await openDevice(device, timer);
  if (!opened.ok) return opened;
  const interfaces = await readInterfaces(device, timer);
  if (!wasOpen) await attempt(timer, () => device.close());
  return interfaces.ok ? describe(device, interfaces.value) : interfaces;
}

/** Busy where another program has it; ReaderFault «access denied» where this user may not (driver, udev rule). */
export async function openDevice(device: UsbDevice, timer: Timer): Promise<Result<undefined, CardError>> {
  if (device.opened) return ok(undefined);
  const opened = await attempt(timer, () => device.open());
  if (opened.ok) return ok(undefined);
  const name = causeName(opened.cause);
  if (name === 'NotFoundError') return err({ type: 'ReaderGone' });
  return err(name === 'SecurityError' ? { type: 'ReaderFault', what: 'access denied' } : { type: 'Busy' });
}

/** One reader may be several interfaces, one per slot (as those for carte Vitale and CPS often are). */
export function describe(
  device: UsbDevice,
  interfaces: readonly CcidInterface[],
): Result<ReaderDescription, CardError> {
  const [first] = interfaces;
  if (!first) return err({ type: 'ReaderUnsupported', because: 'noClassDescriptor' });
  const { descriptor } = first;
  return ok({
    manufacturer: named(device.manufacturerName),
    product: named(device.productName),
    vendorId: fourDigits(device.vendorId),
    productId: fourDigits(device.productId),
    interfaceClass: className(first.interfaceClass),
    exchangeLevel: descriptor.level,
    protocols: descriptor.protocols.map((protocol) => (protocol === 0 ? 'T0' : 'T1')),
    voltages: descriptor.voltages,
    slots: interfaces.reduce((sum, each) => sum + each.descriptor.maxSlotIndex + 1, 0),
    pinPad: interfaces.some((each) => each.descriptor.pinVerify),
    maxMessage: descriptor.maxMessage,
    contactless: isContactless(device, interfaces),
  });
}

const named = (text: string | null | undefined): string | undefined => text?.trim() || undefined;

const fourDigits = (id: number): string => id.toString(16).padStart(4, '0').toUpperCase();

function className(interfaceClass: number): ReaderDescription['interfaceClass'] {
  if (interfaceClass === SMART_CARD_CLASS) return 'smartCard';
  return interfaceClass === VENDOR_CLASS ? 'vendor' : 'other';
}

const CONTACTLESS = /contactless|\bpicc\b|\bnfc\b|\brfid\b|\bprox/i;

/** No descriptor tells: only a name may. Undefined where it does not. */
function isContactless(device: UsbDevice, interfaces: readonly CcidInterface[]): true | undefined {
  const names = [device.productName, ...interfaces.map((each) => each.interfaceName)];
  return names.some((name) => name && CONTACTLESS.test(name)) ? true : undefined;
}
