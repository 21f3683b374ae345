import {
  endpointsOf,
  type FakeDescriptor,
  type FakeEndpoint,
  type FakeInterface,
} from './fake-descriptor.ts';

/** An endpoint, and the number of the interface that it is part of. */
export type ClaimedEndpoint = FakeEndpoint & { readonly face: number };

/** Plugged, opened, claimed: what a page may do with the device. Each throws what WebUSB rejects with. */
export interface Claims {
  readonly opened: () => boolean;
  readonly isClaimed: (face: number) => boolean;
  readonly open: () => void;
  readonly shut: () => void;
  readonly unplug: () => void;
  readonly demandOpen: () => void;
  readonly demandClaimed: (face: number) => void;
  readonly demandInterface: (number: number) => FakeInterface;
  readonly demandEndpoint: (number: number, direction: 'in' | 'out') => ClaimedEndpoint;
  readonly claim: (face: number) => void;
  readonly release: (face: number) => void;
}

/** Classes that Chromium keeps from pages: audio, HID, storage, smart card, video, audio/video, wireless. */
const PROTECTED = [0x01, 0x03, 0x08, 0x0b, 0x0e, 0x10, 0xe0];

const failure = (name: string, message: string): DOMException => new DOMException(message, name);
export const disconnected = (): DOMException => failure('NotFoundError', 'The device was disconnected.');
export const cancelled = (): DOMException => failure('AbortError', 'The transfer was cancelled.');
export const notFound = (what: string): DOMException => failure('NotFoundError', what);
export const notSupported = (what: string): DOMException => failure('NotSupportedError', what);

export function createClaims({ interfaces }: FakeDescriptor, enforceProtected: boolean): Claims {
  const claimed = new Set<number>();
  let plugged = true;
  let opened = false;

  const claims: Claims = {
    opened: () => opened,
    isClaimed: (face) => claimed.has(face),
    open() {
      if (!plugged) throw disconnected();
      opened = true;
    },
    shut() {
      opened = false;
      claimed.clear();
    },
    unplug() {
      plugged = false;
      opened = false;
    },
    demandOpen() {
      if (!plugged) throw disconnected();
      if (!opened) throw failure('InvalidStateError', 'The device must be opened first.');
    },
    demandClaimed(face) {
      if (!claimed.has(face))
        throw failure('InvalidStateError', 'The specified interface has not been claimed.');
    },
    demandInterface(number) {
      claims.demandOpen();
      const face = interfaces.find((face) => face.number === number);
      if (!face) throw notFound('The interface number provided is not supported by the device.');
      return face;
    },
    demandEndpoint(number, direction) {
      claims.demandOpen();
      for (const face of interfaces.filter((face) => claimed.has(face.number))) {
        const end = endpointsOf(face).find((end) => end.number === number && end.direction === direction);
        if (end) return { ...end, face: face.number };
      }
      throw notFound('The specified endpoint is not part of a claimed and selected alternate interface.');
    },
    claim(number) {
      const face = claims.demandInterface(number);
      if (enforceProtected && PROTECTED.includes(face.class))
        throw failure('SecurityError', 'The requested interface implements a protected class.');
      claimed.add(number);
    },
    release(number) {
      claims.demandInterface(number);
      claimed.delete(number);
    },
  };
  return claims;
}
