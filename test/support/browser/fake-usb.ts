/// <reference types="w3c-web-usb" />
import type { FakeReader } from '#demo/usb/fake-reader.ts';
import { createFakeUsb } from '#demo/usb/fake-usb.ts';
import type { BrowserContext, Page } from 'playwright-core';
import { sharedDevice, type SharedDevice } from './shared-device.ts';
import {
  usbInPage,
  type ConnectionNews,
  type DeviceFacts,
  type UsbAnswer,
  type UsbQuestion,
} from './usb-in-page.ts';

/** The USB plugs of a browser whose readers stand in the test's process. */
export interface BrowserUsb {
  /**
   * `shown`: the user showed it to this origin before. One that was shown and has a serial number is known again after it
   * was unplugged, as in Chromium; one without is not.
   */
  plug(reader: FakeReader, options?: { readonly shown?: boolean }): Promise<void>;
  unplug(reader: FakeReader): Promise<void>;
  /** What the user takes in the chooser, or none (as at the start). */
  setChoice(reader: FakeReader | undefined): void;
  /** Names of what the last chooser offered. */
  offered(): readonly string[];
  /** All that pages asked of this device, in order: `open`, `claimInterface`, … */
  acts(reader: FakeReader): readonly string[];
}

type Plugged = { readonly id: number; readonly reader: FakeReader; readonly shared: SharedDevice };

/** To be called before the first page is loaded. */
export async function browserUsb(context: BrowserContext): Promise<BrowserUsb> {
  const plugged = new Map<number, Plugged>();
  const acts = new Map<FakeReader, string[]>();
  /** Of those that are plugged in. */
  const shown = new Set<number>();
  /** By what Chromium tells one device from another of the same kind. */
  const remembered = new Set<string>();
  const documents = new Map<Page, string>();
  let choice: FakeReader | undefined;
  let offered: readonly string[] = [];
  let plugs = 0;

  /** The devices of a page that was left are let go. */
  async function noteDocument(page: Page, document: string): Promise<void> {
    const before = documents.get(page);
    if (before === document) return;
    documents.set(page, document);
    if (before === undefined) page.once('close', () => void leave(documents.get(page)));
    await leave(before);
  }
  async function leave(document: string | undefined): Promise<void> {
    if (document === undefined) return;
    for (const { shared } of plugged.values()) await shared.leave(document);
  }

  async function requestDevice(options: USBDeviceRequestOptions): Promise<UsbAnswer> {
    const chooser = createFakeUsb();
    for (const { reader } of plugged.values()) chooser.plug(reader);
    chooser.setChoice((devices) => {
      offered = devices.map(({ productName }) => productName ?? '');
      return devices.find((device) => device === choice?.device);
    });
    const device = await chooser.usb.requestDevice(options);
    const found = [...plugged.values()].find(({ reader }) => reader.device === device);
    if (!found) return {};
    show(found);
    return { devices: [factsOf(found)] };
  }

  function show({ id, reader }: Plugged): void {
    shown.add(id);
    const name = lasting(reader);
    if (name) remembered.add(name);
  }

  async function answer(document: string, question: UsbQuestion): Promise<UsbAnswer> {
    if (question.act === 'getDevices')
      return { devices: [...plugged.values()].filter(({ id }) => shown.has(id)).map(factsOf) };
    if (question.act === 'requestDevice') return requestDevice(question.options);
    const found = plugged.get(question.device);
    if (!found) throw new DOMException('The device was disconnected.', 'NotFoundError');
    acts.get(found.reader)?.push(question.act);
    if (question.act === 'forget') {
      shown.delete(found.id);
      remembered.delete(lasting(found.reader) ?? '');
    }
    return found.shared.ask(document, question);
  }

  async function tell(type: ConnectionNews['type'], device: Plugged): Promise<void> {
    if (!shown.has(device.id)) return;
    const news = { type, facts: factsOf(device) };
    for (const page of documents.keys())
      if (!page.isClosed()) await page.evaluate((said) => window.tellFakeUsb(said), news);
  }

  await context.exposeBinding('askFakeUsb', async ({ page }, document: string, question: UsbQuestion) => {
    try {
      await noteDocument(page, document);
      return await answer(document, question);
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown;
      return { error: { name: thrown.name, message: thrown.message } };
    }
  });
  await context.addInitScript(usbInPage);

  return {
    async plug(reader, options = {}) {
      const device = { id: ++plugs, reader, shared: sharedDevice(reader.device) };
      plugged.set(device.id, device);
      acts.set(reader, acts.get(reader) ?? []);
      if (options.shown || remembered.has(lasting(reader) ?? '')) show(device);
      await tell('connect', device);
    },
    async unplug(reader) {
      reader.unplug();
      for (const device of plugged.values()) {
        if (device.reader !== reader) continue;
        plugged.delete(device.id);
        await tell('disconnect', device);
      }
    },
    setChoice(reader) {
      choice = reader;
    },
    offered: () => offered,
    acts: (reader) => acts.get(reader) ?? [],
  };
}

function lasting({ device: { vendorId, productId, serialNumber } }: FakeReader): string | undefined {
  return serialNumber ? `${vendorId}:${productId}:${serialNumber}` : undefined;
}

function factsOf({ id, reader: { device } }: Plugged): DeviceFacts {
  const { usbVersionMajor, usbVersionMinor, usbVersionSubminor } = device;
  const { deviceClass, deviceSubclass, deviceProtocol, vendorId, productId } = device;
  const { deviceVersionMajor, deviceVersionMinor, deviceVersionSubminor } = device;
  const { manufacturerName, productName, serialNumber } = device;
  // a copy: what is claimed and chosen is each page's own
  const configurations = structuredClone(device.configurations.map(plain));
  return {
    ...{ id, usbVersionMajor, usbVersionMinor, usbVersionSubminor },
    ...{ deviceClass, deviceSubclass, deviceProtocol, vendorId, productId },
    ...{ deviceVersionMajor, deviceVersionMinor, deviceVersionSubminor },
    ...{ manufacturerName, productName, serialNumber, configurations },
  };
}

const plain = ({
  configurationValue,
  configurationName,
  interfaces,
}: USBConfiguration): USBConfiguration => ({
  configurationValue,
  configurationName,
  interfaces: interfaces.map(({ interfaceNumber, alternate, alternates }) => ({
    interfaceNumber,
    alternate,
    alternates,
    claimed: false,
  })),
});
