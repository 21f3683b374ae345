/// <reference types="w3c-web-usb" />

/** What WebUSB shows of a device before it is opened. */
export type DeviceFacts = Pick<
  USBDevice,
  | 'usbVersionMajor'
  | 'usbVersionMinor'
  | 'usbVersionSubminor'
  | 'deviceClass'
  | 'deviceSubclass'
  | 'deviceProtocol'
  | 'vendorId'
  | 'productId'
  | 'deviceVersionMajor'
  | 'deviceVersionMinor'
  | 'deviceVersionSubminor'
  | 'manufacturerName'
  | 'productName'
  | 'serialNumber'
  | 'configurations'
> & {
  /** Another one each time the device is plugged in. */
  readonly id: number;
};

/** The page asks, the test's process answers: one message each way. */
export type UsbQuestion =
  | { readonly act: 'getDevices' }
  | { readonly act: 'requestDevice'; readonly options: USBDeviceRequestOptions }
  | ({ readonly device: number } & DeviceQuestion);
export type DeviceQuestion =
  | { readonly act: 'open' | 'close' | 'reset' | 'forget' }
  | {
      readonly act: 'selectConfiguration' | 'claimInterface' | 'releaseInterface';
      readonly number: number;
    }
  | {
      readonly act: 'selectAlternateInterface';
      readonly number: number;
      readonly alternate: number;
    }
  | { readonly act: 'clearHalt'; readonly direction: USBDirection; readonly number: number }
  | {
      readonly act: 'controlTransferIn';
      readonly setup: USBControlTransferParameters;
      readonly length: number;
    }
  | {
      readonly act: 'controlTransferOut';
      readonly setup: USBControlTransferParameters;
      readonly bytes: readonly number[];
    }
  | { readonly act: 'transferIn'; readonly number: number; readonly length: number }
  | { readonly act: 'transferOut'; readonly number: number; readonly bytes: readonly number[] };

export type UsbAnswer = {
  /** What the act is rejected with. */
  readonly error?: { readonly name: string; readonly message: string };
  readonly devices?: readonly DeviceFacts[];
  readonly status?: USBTransferStatus;
  readonly bytes?: readonly number[];
  readonly written?: number;
};

export type ConnectionNews = { readonly type: 'connect' | 'disconnect'; readonly facts: DeviceFacts };

declare global {
  interface Window {
    /** `document` names the page as it was loaded: the devices of one that is gone are closed. */
    askFakeUsb: (document: string, question: UsbQuestion) => Promise<UsbAnswer>;
    tellFakeUsb: (news: ConnectionNews) => void;
  }
}

/**
 * Puts a `navigator.usb` in place whose devices are elsewhere. Runs in the page, before its scripts, alone: nothing from
 * outside this function is there.
 */
export function usbInPage(): void {
  // as the browser's own (WebUSB §4)
  if (!isSecureContext || window !== top) return;
  const documentId = crypto.randomUUID();
  const known = new Map<number, { device: USBDevice; gone: () => void }>();

  async function ask(question: UsbQuestion): Promise<UsbAnswer> {
    const answer = await window.askFakeUsb(documentId, question);
    const { error } = answer;
    if (!error) return answer;
    throw error.name === 'TypeError'
      ? new TypeError(error.message)
      : new DOMException(error.message, error.name);
  }

  const listOf = (data: BufferSource): number[] =>
    Array.from(
      ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        : new Uint8Array(data),
    );
  const input = ({ status = 'ok', bytes }: UsbAnswer): USBInTransferResult =>
    bytes ? { status, data: new DataView(Uint8Array.from(bytes).buffer) } : { status };
  const output = ({ status = 'ok', written = 0 }: UsbAnswer): USBOutTransferResult => ({
    status,
    bytesWritten: written,
  });

  function deviceOf(facts: DeviceFacts): USBDevice {
    const before = known.get(facts.id);
    if (before) return before.device;
    const claimed = new Set<number>();
    let opened = false;
    const shut = (): void => {
      opened = false;
      claimed.clear();
    };
    const configurations = facts.configurations.map((configuration) => ({
      ...configuration,
      interfaces: configuration.interfaces.map((face) => ({
        ...face,
        get claimed() {
          return claimed.has(face.interfaceNumber);
        },
      })),
    }));
    const asked = (question: DeviceQuestion): Promise<UsbAnswer> => ask({ device: facts.id, ...question });
    const { id, ...shown } = facts;
    const device: USBDevice = {
      ...shown,
      configurations,
      configuration: configurations[0] ?? null,
      get opened() {
        return opened;
      },
      async open() {
        await asked({ act: 'open' });
        opened = true;
      },
      async close() {
        shut();
        await asked({ act: 'close' });
      },
      async reset() {
        await asked({ act: 'reset' });
      },
      async forget() {
        shut();
        await asked({ act: 'forget' });
      },
      async selectConfiguration(number) {
        await asked({ act: 'selectConfiguration', number });
      },
      async claimInterface(number) {
        await asked({ act: 'claimInterface', number });
        claimed.add(number);
      },
      async releaseInterface(number) {
        await asked({ act: 'releaseInterface', number });
        claimed.delete(number);
      },
      async selectAlternateInterface(number, alternate) {
        await asked({ act: 'selectAlternateInterface', number, alternate });
      },
      async clearHalt(direction, number) {
        await asked({ act: 'clearHalt', direction, number });
      },
      controlTransferIn: async (setup, length) =>
        input(await asked({ act: 'controlTransferIn', setup, length })),
      controlTransferOut: async (setup, data) =>
        output(await asked({ act: 'controlTransferOut', setup, bytes: data ? listOf(data) : [] })),
      transferIn: async (number, length) => input(await asked({ act: 'transferIn', number, length })),
      transferOut: async (number, data) =>
        output(await asked({ act: 'transferOut', number, bytes: listOf(data) })),
      async isochronousTransferIn() {
        throw new DOMException('The device has no isochronous endpoint.', 'NotSupportedError');
      },
      async isochronousTransferOut() {
        throw new DOMException('The device has no isochronous endpoint.', 'NotSupportedError');
      },
    };
    known.set(id, { device, gone: shut });
    return device;
  }

  /** Chromium rejects filters that name a product without a vendor, or a subclass without a class. */
  function checkFilter({
    vendorId,
    productId,
    classCode,
    subclassCode,
    protocolCode,
  }: USBDeviceFilter): void {
    const alone = [
      [productId, vendorId],
      [subclassCode, classCode],
      [protocolCode, subclassCode],
    ].some(([narrow, wide]) => narrow !== undefined && wide === undefined);
    if (alone) throw new TypeError('A filter names a part without its whole.');
  }

  const target = new EventTarget();
  const usb = Object.assign(target, {
    getDevices: async () => ((await ask({ act: 'getDevices' })).devices ?? []).map(deviceOf),
    async requestDevice(options: USBDeviceRequestOptions) {
      options.filters.forEach(checkFilter);
      if (!navigator.userActivation.isActive)
        throw new DOMException(
          'Must be handling a user gesture to show a permission request.',
          'SecurityError',
        );
      const [facts] = (await ask({ act: 'requestDevice', options })).devices ?? [];
      if (!facts) throw new DOMException('No device selected.', 'NotFoundError');
      return deviceOf(facts);
    },
  });
  Object.defineProperty(navigator, 'usb', { value: usb, configurable: true });
  // the page that was here before is gone, and lets its devices go
  void usb.getDevices();

  window.tellFakeUsb = ({ type, facts }) => {
    const device = deviceOf(facts);
    if (type === 'disconnect') {
      known.get(facts.id)?.gone();
      known.delete(facts.id);
    }
    target.dispatchEvent(Object.assign(new Event(type), { device }));
  };
}
