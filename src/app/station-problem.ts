import type { BridgeError, StationError } from '#cards/station.ts';
import type { AppError } from './port.ts';

/** Every one, so that a new one does not pass for a fault of the card. */
const BRIDGE_ERRORS: Readonly<Record<BridgeError['type'], true>> = {
  RelayAway: true,
  BridgeAway: true,
  BridgeSilent: true,
  ChannelBroken: true,
  PairingEnded: true,
  PairingLinkInvalid: true,
  NotAccepted: true,
  OriginMismatch: true,
  NonceUsed: true,
  BridgeVersion: true,
  NoPinEntry: true,
};

const isBridgeError = (error: StationError): error is BridgeError => Object.hasOwn(BRIDGE_ERRORS, error.type);

/** What a page says of a station that failed. */
export const appErrorOfStation = (error: StationError): AppError =>
  isBridgeError(error) ? { type: 'Bridge', bridge: error } : { type: 'Card', card: error };
