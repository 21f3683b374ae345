import { err, ok, type Result } from '#base/result.ts';
import type { CardReader } from '../channel.ts';
import type { CardError } from '../errors.ts';
import type { ReaderDescription } from '../reader-description.ts';
import { connect, type Connection } from './connection.ts';
import { describe, isProtectedClass, openDevice } from './describe.ts';
import { currentConfiguration, readInterfaces, usableEndpoints, type CcidInterface } from './interfaces.ts';
import { systemTimer, type Timer } from '#base/timer.ts';
import { attempt, causeName, type UsbDevice } from './usb.ts';

/** A reader of the smart-card class (or one of a vendor's class that speaks the same), claimed until closed. */
export interface CcidReader {
  readonly description: ReaderDescription;
  /** In the order of interfaces and slot numbers. Opening one powers its card. */
  readonly slots: readonly CardReader[];
  /**
   * Takes the power from the cards and gives the device back. Never fails; closing twice is allowed. `unplugged`: the
   * browser said so before any transfer failed, and what runs ends with ReaderGone.
   */
  close(because?: 'unplugged'): Promise<void>;
}

export interface CcidOptions {
  readonly timer?: Timer;
  /** Readers of class 0x0B too: npm `usb` under Node may claim them, a page may not. */
  readonly allowProtected?: boolean;
}

/**
 * Opens and claims a reader (CCID 1.10 over WebUSB). Every CCID interface that can be driven gives its slots.
 * ReaderProtected where the browser keeps the class to itself, ReaderUnsupported by the name of the reason, Busy where
 * another program or tab has it, ReaderGone, ReaderFault. After an error the device is closed again.
 */
export async function openCcid(
  device: UsbDevice,
  options: CcidOptions = {},
): Promise<Result<CcidReader, CardError>> {
  const { timer = systemTimer, allowProtected = false } = options;
  if (!allowProtected && isProtectedClass(device)) return err({ type: 'ReaderProtected' });
  const opened = await openDevice(device, timer);
  if (!opened.ok) return opened;
  const reader = await openInterfaces(device, timer, allowProtected);
  if (!reader.ok) await attempt(timer, () => device.close());
  return reader;
}

async function openInterfaces(
  device: UsbDevice,
  timer: Timer,
  allowProtected: boolean,
): Promise<Result<CcidReader, CardError>> {
  const interfaces = await readInterfaces(device, timer);
  if (!interfaces.ok) return interfaces;
  const description = describe(device, interfaces.value);
  if (!description.ok) return description;
  const configured = await configure(device, timer);
  if (!configured.ok) return configured;
  const connections = await connectAll({ device, timer, allowProtected }, interfaces.value);
  if (!connections.ok) return connections;
  return ok(createReader({ device, timer, description: description.value, connections: connections.value }));
}

async function configure(device: UsbDevice, timer: Timer): Promise<Result<undefined, CardError>> {
  const value = device.configuration ? undefined : currentConfiguration(device)?.configurationValue;
  if (value === undefined) return ok(undefined);
  const selected = await attempt(timer, () => device.selectConfiguration(value));
  return selected.ok ? ok(undefined) : err({ type: 'ReaderFault', what: 'configuration' });
}

/** Those that can be driven and claimed; the first reason where none can. */
async function connectAll(
  deps: { readonly device: UsbDevice; readonly timer: Timer; readonly allowProtected: boolean },
  interfaces: readonly CcidInterface[],
): Promise<Result<readonly Connection[], CardError>> {
  const connections: Connection[] = [];
  let reason: CardError | undefined;
  for (const ccid of interfaces) {
    const before = connections.flatMap(({ slots }) => slots).length;
    const connected = await connectOne(deps, ccid, slotNames(deps.device, interfaces, before));
    if (connected.ok) connections.push(connected.value);
    else reason ??= connected.error;
  }
  if (connections.length > 0) return ok(connections);
  return err(reason ?? { type: 'ReaderUnsupported', because: 'noClassDescriptor' });
}

async function connectOne(
  deps: { readonly device: UsbDevice; readonly timer: Timer; readonly allowProtected: boolean },
  ccid: CcidInterface,
  slotName: (slot: number) => string,
): Promise<Result<Connection, CardError>> {
  const endpoints = usableEndpoints(ccid, deps.allowProtected);
  if (!endpoints.ok) return endpoints;
  const claimed = await claim(deps.device, deps.timer, ccid);
  return claimed.ok ? connect({ ...deps, ccid, endpoints: endpoints.value, slotName }) : claimed;
}

async function claim(
  device: UsbDevice,
  timer: Timer,
  { number, alternateSetting }: CcidInterface,
): Promise<Result<undefined, CardError>> {
  const claimed = await attempt(timer, () => device.claimInterface(number));
  if (!claimed.ok) return err(claimError(device, claimed.cause));
  if (alternateSetting === 0) return ok(undefined);
  const selected = await attempt(timer, () => device.selectAlternateInterface(number, alternateSetting));
  return selected.ok ? ok(undefined) : err({ type: 'ReaderFault', what: 'alternate setting' });
}

function claimError(device: UsbDevice, cause: unknown): CardError {
  const name = causeName(cause);
  if (name === 'SecurityError') return { type: 'ReaderProtected' };
  return name === 'NotFoundError' || !device.opened ? { type: 'ReaderGone' } : { type: 'Busy' };
}

/** «Kapelse KAP-Care», numbered where the reader has more than one slot. */
function slotNames(
  device: UsbDevice,
  interfaces: readonly CcidInterface[],
  before: number,
): (slot: number) => string {
  const [maker, product] = [device.manufacturerName?.trim() ?? '', device.productName?.trim() ?? ''];
  const repeats = product.toLowerCase().startsWith(maker.toLowerCase());
  const name = (repeats ? product : `${maker} ${product}`).trim() || 'USB';
  const several = interfaces.reduce((sum, { descriptor }) => sum + descriptor.maxSlotIndex + 1, 0) > 1;
  return (slot) => (several ? `${name} ${before + slot + 1}` : name);
}

function createReader(deps: {
  readonly device: UsbDevice;
  readonly timer: Timer;
  readonly description: ReaderDescription;
  readonly connections: readonly Connection[];
}): CcidReader {
  const { device, timer, connections } = deps;
  let closing: Promise<void> | undefined;
  const close = async (error: CardError): Promise<void> => {
    for (const connection of connections) await connection.end(error);
    // closing releases the interfaces and ends the read that waits for a card to come or go
    await attempt(timer, () => device.close());
  };
  return {
    description: deps.description,
    slots: connections.flatMap(({ slots }) => slots),
    close: (because) => (closing ??= close({ type: because === 'unplugged' ? 'ReaderGone' : 'NoReader' })),
  };
}
