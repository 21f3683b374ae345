import type { DeviceId } from '#base/brand.ts';
import type { CardStation } from '#cards/station.ts';

/** An app that may ask this bridge. */
export interface BridgePairing {
  /** Thumbprint of the key by which the app speaks to the relay. */
  readonly address: DeviceId;
  /** The app's channel key, base64url. */
  readonly appKey: string;
  readonly appName: string;
  /** Two digits, shown at both ends until the first login was accepted. */
  readonly digits: string;
  /** Its first login was accepted here. */
  readonly accepted: boolean;
  /** Milliseconds since 1970. */
  readonly pairedAt: number;
  readonly lastUsedAt: number;
}

export interface PairingStore {
  /** In the order of pairing. */
  list(): readonly BridgePairing[];
  find(address: DeviceId): BridgePairing | undefined;
  /** Adds it, or replaces the one of the same address. On disk when resolved. */
  put(pairing: BridgePairing): Promise<void>;
  remove(address: DeviceId): Promise<void>;
}

/** The stations at hand, in the order in which they came. */
export interface Stations {
  list(): readonly CardStation[];
  onChange(listener: () => void): () => void;
}

/** Asks whoever sits at the bridge whether an app may use the cards; ends at once where `signal` ends it. */
export interface Approvals {
  ask(question: ApprovalQuestion, signal: AbortSignal): Promise<'accepted' | 'declined'>;
}
export interface ApprovalQuestion {
  readonly address: DeviceId;
  readonly appName: string;
  readonly digits: string;
}

/** Where a code is typed at the bridge's own screen; absent where it runs unattended. */
export interface PinScreen {
  /** ASCII digits, wiped by the caller; undefined where nobody typed, or gave up. */
  askPin(
    question: { readonly appName: string; readonly triesLeft: number | undefined },
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** What happened, for the status lines and the log. Names of apps are for the screen alone, never for the log. */
export type Notice =
  | { readonly type: 'listening' }
  | { readonly type: 'serverAway' }
  /** The server says that it is another one than before: nothing is done with it. */
  | { readonly type: 'otherInstance' }
  | { readonly type: 'otherVersion' }
  | { readonly type: 'offered'; readonly expiresAt: number }
  | { readonly type: 'offerEnded' }
  | { readonly type: 'paired'; readonly appName: string; readonly digits: string }
  | { readonly type: 'pairingEnded'; readonly appName: string; readonly by: 'bridge' | 'app' | 'disuse' }
  | { readonly type: 'refused'; readonly because: 'origin' | 'version' | 'unknownApp' | 'pairing' | 'frame' }
  | { readonly type: 'served'; readonly verb: string; readonly outcome: string; readonly tookMs: number }
  | { readonly type: 'approvalAsked'; readonly appName: string; readonly digits: string }
  | { readonly type: 'approvalEnded'; readonly outcome: 'accepted' | 'declined' | 'timeout' }
  | { readonly type: 'lastTry' }
  | { readonly type: 'cardChanged' }
  /** A mistake of this program: the log has its class and place, never its text. */
  | { readonly type: 'fault'; readonly thrown: unknown };
