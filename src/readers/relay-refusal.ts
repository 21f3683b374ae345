import type { BridgeError } from '#cards/station.ts';
import type { RefuseCode } from '#wire/bridge-channel/frames.ts';
import type { RelayError } from '#wire/client/relay-client.ts';

/** What a frame that the relay did not hand on means. */
export function relayRefusal(error: RelayError): BridgeError {
  if (error.type === 'Unreachable') return { type: 'RelayAway' };
  if (error.code === 'peerAway') return { type: 'BridgeAway' };
  if (error.code === 'notPaired') return { type: 'PairingEnded' };
  return error.code === 'offerUnknown' ? { type: 'PairingLinkInvalid' } : { type: 'RelayAway' };
}

/** What a frame that the bridge does not answer means; `sessionUnknown` is the caller's to repair. */
export const BRIDGE_REFUSALS: Readonly<Record<RefuseCode, BridgeError>> = {
  sessionUnknown: { type: 'ChannelBroken' },
  peerUnknown: { type: 'PairingEnded' },
  pairingRefused: { type: 'PairingLinkInvalid' },
  version: { type: 'BridgeVersion' },
};
