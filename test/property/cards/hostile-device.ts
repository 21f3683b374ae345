/// <reference types="w3c-web-usb" />
import fc from 'fast-check';
import type { Bytes } from '#base/bytes.ts';
import type { UsbDevice } from '#cards/ccid/usb.ts';
import { amid, damage, randomBytes, type Damage } from './arbitraries.ts';

/** What happens to one transfer; the device is honest where nothing is said. */
export type Mischief =
  | { readonly do: 'stall' }
  /** The host got more than it asked for; what fitted is given. */
  | { readonly do: 'babble' }
  | { readonly do: 'empty' }
  /** Status ok, and no data at all: what some polyfills give. */
  | { readonly do: 'nothing' }
  | { readonly do: 'short'; readonly by: number }
  | { readonly do: 'replace'; readonly bytes: Bytes }
  | { readonly do: 'damage'; readonly damage: Damage }
  /** The true bytes in two transfers. */
  | { readonly do: 'split'; readonly at: number }
  /** Rejected with an exception of this name, though the device is still there. */
  | { readonly do: 'throw'; readonly name: string }
  /** Throws before there is a promise. */
  | { readonly do: 'throwAtOnce' }
  /** Never settles. */
  | { readonly do: 'hang' }
  /** Everything fails from here on. */
  | { readonly do: 'unplug' };

const NAMES = [
  'NetworkError',
  'NotFoundError',
  'AbortError',
  'InvalidStateError',
  'SecurityError',
  'LIBUSB_ERROR_IO',
];

const ill: fc.Arbitrary<Mischief> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom<Mischief>({ do: 'stall' }, { do: 'babble' }) },
  { weight: 2, arbitrary: fc.constantFrom<Mischief>({ do: 'empty' }, { do: 'nothing' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('short' as const), by: fc.nat({ max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('replace' as const), bytes: randomBytes }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('damage' as const), damage }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('split' as const), at: fc.nat({ max: 300 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('throw' as const), name: fc.constantFrom(...NAMES) }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Mischief>({ do: 'throwAtOnce' }, { do: 'hang' }, { do: 'unplug' }),
  },
);

export const mischief: fc.Arbitrary<Mischief | undefined> = fc.oneof(fc.constant(undefined), ill);

/** What happens to the transfers of a device, from the first on. */
export interface Plan {
  readonly acts: readonly (Mischief | undefined)[];
  /** After the last act these come, again and again. */
  readonly forever: readonly Mischief[];
}

export const plan: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ acts: fc.array(mischief, { maxLength: 60 }), forever: fc.constant([]) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      acts: fc.nat({ max: 20 }).map((length) => Array.from({ length }, () => undefined)),
      forever: fc.array(ill, { minLength: 1, maxLength: 3 }),
    }),
  },
);

export interface Traffic {
  readonly transfers: number;
  readonly bytes: number;
  /** Messages of the driver over the bulk pipe, in order. */
  readonly sent: readonly Bytes[];
}

/**
 * Stands before a fake device and treats each bulk, interrupt or control transfer as planned. Counts all of them; beyond
 * `most` transfers it is as good as unplugged, so that a loop without end is found out instead of run.
 */
export function hostileDevice(
  device: USBDevice,
  { acts, forever, most }: Plan & { readonly most: number },
): UsbDevice & { traffic(): Traffic } {
  const rest = new Map<number, DataView>();
  const sent: Bytes[] = [];
  let transfers = 0;
  let bytes = 0;
  let gone = false;

  const next = (): Mischief | undefined => {
    const act =
      transfers < acts.length ? acts[transfers] : forever[(transfers - acts.length) % forever.length];
    transfers++;
    if (act?.do === 'unplug' || transfers > most) gone = true;
    if (gone) throw failure('NotFoundError');
    if (act?.do === 'throwAtOnce') throw failure('InvalidStateError');
    return act;
  };
  const count = (result: USBInTransferResult): USBInTransferResult => {
    bytes += result.data?.byteLength ?? 0;
    return result;
  };

  return {
    vendorId: device.vendorId,
    productId: device.productId,
    manufacturerName: device.manufacturerName,
    productName: device.productName,
    get configuration() {
      return device.configuration;
    },
    configurations: device.configurations,
    get opened() {
      return device.opened && !gone;
    },
    open: () => device.open(),
    close: () => device.close(),
    selectConfiguration: (value) => device.selectConfiguration(value),
    claimInterface: (number) => device.claimInterface(number),
    releaseInterface: (number) => device.releaseInterface(number),
    selectAlternateInterface: (number, alternate) => device.selectAlternateInterface(number, alternate),
    clearHalt: (direction, number) => device.clearHalt(direction, number),
    controlTransferOut: (setup, data) => device.controlTransferOut(setup, data),
    controlTransferIn(setup, length) {
      const act = next();
      return device.controlTransferIn(setup, length).then((result) => count(treat(act, result).now));
    },
    transferIn(endpoint, length) {
      const kept = rest.get(endpoint);
      rest.delete(endpoint);
      if (kept) return Promise.resolve(count({ status: 'ok', data: kept }));
      const act = next();
      if (act?.do === 'hang') return new Promise(() => undefined);
      if (act?.do === 'throw') return Promise.reject(failure(act.name));
      if (act && AT_ONCE.includes(act.do)) return Promise.resolve(count(treat(act, { status: 'ok' }).now));
      return device.transferIn(endpoint, length).then((result) => {
        const treated = treat(act, result);
        if (treated.later) rest.set(endpoint, treated.later);
        return count(treated.now);
      });
    },
    transferOut(endpoint, data) {
      const act = next();
      const message = copyOf(data);
      bytes += message.length;
      sent.push(message);
      if (act?.do === 'hang') return new Promise(() => undefined);
      if (act?.do === 'throw') return Promise.reject(failure(act.name));
      if (act?.do === 'stall') return Promise.resolve({ status: 'stall', bytesWritten: 0 });
      return device.transferOut(endpoint, data).then((result) => ({
        ...result,
        ...(act?.do === 'short' && { bytesWritten: Math.max(0, result.bytesWritten - act.by) }),
      }));
    },
    traffic: () => ({ transfers, bytes, sent }),
  };
}

/** Not in place of a true transfer, but beside it: a device may go on with these without end. */
const AT_ONCE: readonly Mischief['do'][] = ['stall', 'empty', 'nothing', 'replace'];

const failure = (name: string): Error => Object.assign(new Error('usb'), { name });

function treat(
  act: Mischief | undefined,
  result: USBInTransferResult,
): { readonly now: USBInTransferResult; readonly later?: DataView } {
  const data = bytesIn(result);
  switch (act?.do) {
    case 'stall':
      return { now: { status: 'stall' } };
    case 'babble':
      return { now: { status: 'babble', data: view(data.slice(0, data.length >> 1)) } };
    case 'empty':
      return { now: { status: 'ok', data: view(new Uint8Array()) } };
    case 'nothing':
      return { now: { status: 'ok' } };
    case 'short':
      return { now: { status: 'ok', data: view(data.slice(0, Math.max(0, data.length - act.by))) } };
    case 'replace':
      return { now: { status: 'ok', data: view(act.bytes) } };
    case 'damage':
      return { now: { status: 'ok', data: view(act.damage(data)) } };
    case 'split': {
      const at = act.at % (data.length + 1);
      return { now: { status: 'ok', data: view(data.slice(0, at)) }, later: view(data.slice(at)) };
    }
    case 'hang':
    case 'throw':
    case 'throwAtOnce':
    case 'unplug':
    case undefined:
      return { now: result };
  }
}

/** Amid others, as a host that keeps one large buffer gives them. */
function view(bytes: Uint8Array): DataView {
  const { buffer, byteOffset, byteLength } = amid(bytes, 0xa5);
  return new DataView(buffer, byteOffset, byteLength);
}

const bytesIn = ({ data }: USBInTransferResult): Bytes =>
  data ? Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) : new Uint8Array();

const copyOf = (data: BufferSource): Bytes =>
  data instanceof ArrayBuffer
    ? new Uint8Array(data.slice(0))
    : Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
