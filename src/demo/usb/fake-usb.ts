/// <reference types="w3c-web-usb" />
import type { FakeReader } from './fake-reader.ts';

/** `navigator.usb` with fake readers at its plugs. */
export interface FakeUsb {
  readonly usb: USB;
  /** `shown`: the user showed it to this origin before, so that it is there without being asked for. */
  readonly plug: (reader: FakeReader, options?: { readonly shown?: boolean }) => void;
  readonly unplug: (reader: FakeReader) => void;
  /** What the user does in the chooser: takes the first that is offered (where not set), or none. */
  readonly setChoice: (choose: (offered: readonly USBDevice[]) => USBDevice | undefined) => void;
}

class ConnectionEvent extends Event {
  readonly device: USBDevice;
  constructor(type: 'connect' | 'disconnect', device: USBDevice) {
    super(type);
    this.device = device;
  }
}

/** Permission, chooser and events as in the WebUSB specification (§4). */
export function createFakeUsb(): FakeUsb {
  const plugged = new Set<USBDevice>();
  const shown = new Set<USBDevice>();
  const target = new EventTarget();
  let choose = (offered: readonly USBDevice[]): USBDevice | undefined => offered[0];
  const tell = (type: 'connect' | 'disconnect', device: USBDevice): void => {
    if (shown.has(device)) target.dispatchEvent(new ConnectionEvent(type, device));
  };

  // an event target knows nothing of the types of its events
  const usb = Object.assign(target, {
    onconnect: null,
    ondisconnect: null,
    getDevices: () => Promise.resolve([...plugged].filter((device) => shown.has(device))),
    async requestDevice({ filters, exclusionFilters = [] }: USBDeviceRequestOptions = { filters: [] }) {
      const offered = [...plugged].filter(
        (device) =>
          matchesAny(device, filters) && !exclusionFilters.some((filter) => matches(device, filter)),
      );
      const chosen = offered.length > 0 ? choose(offered) : undefined;
      if (!chosen) throw new DOMException('No device selected.', 'NotFoundError');
      shown.add(chosen);
      return chosen;
    },
  }) as USB;

  return {
    usb,
    plug({ device }, options = {}) {
      plugged.add(device);
      if (options.shown) shown.add(device);
      tell('connect', device);
    },
    unplug(reader) {
      reader.unplug();
      plugged.delete(reader.device);
      tell('disconnect', reader.device);
    },
    setChoice(next) {
      choose = next;
    },
  };
}

/** No filter at all offers everything. */
const matchesAny = (device: USBDevice, filters: readonly USBDeviceFilter[]): boolean =>
  filters.length === 0 || filters.some((filter) => matches(device, filter));

/** A class counts where the device or one of its interfaces is of it (WebUSB §4.1). */
function matches(device: USBDevice, filter: USBDeviceFilter): boolean {
  const { vendorId, productId, serialNumber, classCode, subclassCode, protocolCode } = filter;
  if (vendorId !== undefined && vendorId !== device.vendorId) return false;
  if (productId !== undefined && productId !== device.productId) return false;
  if (serialNumber !== undefined && serialNumber !== device.serialNumber) return false;
  if (classCode === undefined) return true;
  const settings = device.configurations.flatMap(({ interfaces }) =>
    interfaces.flatMap(({ alternates }) => alternates),
  );
  return settings.some(
    (setting) =>
      setting.interfaceClass === classCode &&
      (subclassCode ?? setting.interfaceSubclass) === setting.interfaceSubclass &&
      (protocolCode ?? setting.interfaceProtocol) === setting.interfaceProtocol,
  );
}
