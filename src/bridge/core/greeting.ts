import { err, ok, type Result } from '#base/result.ts';
import { decodeMessage } from '#wire/bridge-channel/messages.ts';
import { BRIDGE_VERSION, bridgeHello, type BridgeStatus, type BridgeWelcome } from '#wire/bridge.ts';

/** What this bridge says of itself in every handshake. */
export interface BridgeSelf {
  readonly origin: string;
  readonly bridgeName: string;
  /** Null until the server was met. */
  readonly instanceId: () => string | null;
  readonly status: () => BridgeStatus;
}

export type HelloFault = 'frame' | 'version' | 'origin';
const MAX_NAME = 60;

/** What the app's first message says, as far as it was understood. */
export function readHello(payload: Uint8Array, self: BridgeSelf): Result<{ appName: string }, HelloFault> {
  const decoded = decodeMessage(payload);
  const hello = decoded.ok ? bridgeHello.safeParse(decoded.value.json).data : undefined;
  if (!hello) return err('frame');
  if (hello.version !== BRIDGE_VERSION) return err('version');
  return hello.origin === self.origin ? ok({ appName: printable(hello.appName) }) : err('origin');
}

export const welcomeOf = (self: BridgeSelf): BridgeWelcome => ({
  version: BRIDGE_VERSION,
  origin: self.origin,
  instanceId: self.instanceId() ?? '?',
  bridgeName: self.bridgeName,
  status: self.status(),
});

/** An app names itself; nothing of that name may steer the terminal that shows it. */
const printable = (name: string): string => {
  const cleaned = name.replace(/\p{C}/gu, '').trim().slice(0, MAX_NAME);
  return cleaned === '' ? '?' : cleaned;
};
