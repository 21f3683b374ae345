import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import type { BulkEndpoints } from './bulk.ts';
import { configurationValueOf, findClassDescriptors, type FoundDescriptor } from './configuration.ts';
import { parseClassDescriptor, type ClassDescriptor } from './descriptor.ts';
import type { Timer } from '#base/timer.ts';
import { readConfigurationDescriptor, type UsbDevice } from './usb.ts';

export const SMART_CARD_CLASS = 0x0b;
export const VENDOR_CLASS = 0xff;

/** An interface of a reader that has a class descriptor: a reader of its own, with one slot or several. */
export interface CcidInterface {
  readonly number: number;
  readonly alternateSetting: number;
  readonly interfaceClass: number;
  readonly interfaceName: string | undefined;
  /** Another setting or this one is of the smart-card class: browsers refuse the whole interface. */
  readonly isProtected: boolean;
  readonly descriptor: ClassDescriptor;
  /** Undefined where it has no pair of bulk endpoints. */
  readonly endpoints: BulkEndpoints | undefined;
  /** Undefined where cards that come and go are to be asked for. */
  readonly interrupt: { readonly endpoint: number; readonly packet: number } | undefined;
}

export const currentConfiguration = (device: UsbDevice): USBConfiguration | undefined =>
  device.configuration ?? device.configurations[0];

export const isProtectedInterface = ({ alternates }: USBInterface): boolean =>
  alternates.some(({ interfaceClass }) => interfaceClass === SMART_CARD_CLASS);

/**
 * Reads the class descriptors of an open device and puts them to the interfaces that WebUSB shows. Nothing is claimed.
 * ReaderUnsupported where there is none; the fault of the first where all are wrong.
 */
export async function readInterfaces(
  device: UsbDevice,
  timer: Timer,
): Promise<Result<readonly CcidInterface[], CardError>> {
  const found = await findDescriptors(device, timer);
  if (!found.ok) return found;
  const read = found.value.map((descriptor) => describeInterface(device, descriptor));
  const good = read.flatMap((each) => (each.ok ? [each.value] : []));
  if (good.length > 0) return ok(good);
  const first = read[0];
  return first && !first.ok ? first : err({ type: 'ReaderUnsupported', because: 'noClassDescriptor' });
}

/** Of the current configuration: descriptors are asked for by index, and tell their value. */
async function findDescriptors(
  device: UsbDevice,
  timer: Timer,
): Promise<Result<readonly FoundDescriptor[], CardError>> {
  const wanted = currentConfiguration(device)?.configurationValue;
  for (let index = 0; index < device.configurations.length; index++) {
    const configuration = await readConfigurationDescriptor(device, timer, index);
    if (!configuration.ok) return configuration;
    if (configurationValueOf(configuration.value) === wanted)
      return ok(findClassDescriptors(configuration.value));
  }
  return ok([]);
}

function describeInterface(device: UsbDevice, found: FoundDescriptor): Result<CcidInterface, CardError> {
  const usbInterface = currentConfiguration(device)?.interfaces.find(
    ({ interfaceNumber }) => interfaceNumber === found.interfaceNumber,
  );
  const alternate = usbInterface?.alternates.find(
    ({ alternateSetting }) => alternateSetting === found.alternateSetting,
  );
  if (!usbInterface || !alternate) return err({ type: 'ReaderFault', what: 'interface descriptor' });
  const descriptor = parseClassDescriptor(found.bytes);
  if (!descriptor.ok) return descriptor;
  return ok({
    number: usbInterface.interfaceNumber,
    alternateSetting: alternate.alternateSetting,
    interfaceClass: alternate.interfaceClass,
    interfaceName: alternate.interfaceName ?? undefined,
    isProtected: isProtectedInterface(usbInterface),
    descriptor: descriptor.value,
    endpoints: bulkEndpoints(alternate),
    interrupt: interruptEndpoint(alternate),
  });
}

export function bulkEndpoints({ endpoints }: USBAlternateInterface): BulkEndpoints | undefined {
  const bulk = (direction: USBDirection): USBEndpoint | undefined =>
    endpoints.find((endpoint) => endpoint.type === 'bulk' && endpoint.direction === direction);
  const [input, output] = [bulk('in'), bulk('out')];
  if (!input || !output || input.packetSize < 1 || output.packetSize < 1) return undefined;
  return {
    input: input.endpointNumber,
    inputPacket: input.packetSize,
    output: output.endpointNumber,
    outputPacket: output.packetSize,
  };
}

function interruptEndpoint({ endpoints }: USBAlternateInterface): CcidInterface['interrupt'] {
  const found = endpoints.find(({ type, direction }) => type === 'interrupt' && direction === 'in');
  if (!found || found.packetSize < 1) return undefined;
  return { endpoint: found.endpointNumber, packet: found.packetSize };
}

/** The endpoints to speak to, or what stands in the way of driving this interface. */
export function usableEndpoints(
  ccid: CcidInterface,
  allowProtected: boolean,
): Result<BulkEndpoints, CardError> {
  const { endpoints, descriptor } = ccid;
  if (ccid.isProtected && !allowProtected) return err({ type: 'ReaderProtected' });
  if (descriptor.level === 'character') return err({ type: 'ReaderUnsupported', because: 'characterLevel' });
  if (!endpoints) return err({ type: 'ReaderUnsupported', because: 'noEndpoints' });
  if (descriptor.level === 'tpdu' && descriptor.protocols.length === 0)
    return err({ type: 'ReaderUnsupported', because: 'protocol' });
  return ok(endpoints);
}
