import type { Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { PracticeSituation } from './cps/situation.ts';
import type { CardError } from './errors.ts';
import type { VitaleReading } from './vitale/records.ts';

/**
 * A place where cards are read. It speaks meanings, never card commands: a reader of this machine (`local-station.ts`)
 * and one behind a paired bridge (`#readers/paired-bridge.ts`) are used alike. Every act is one whole dialogue with the
 * card, exclusive, that ends with a reset.
 */
export interface CardStation {
  /** Stable among the stations of one device. */
  readonly id: string;
  /** Shown to the user. */
  readonly name: string;
  readonly kind: 'usb' | 'bridge' | 'simulated';
  state(): StationState;
  /** Calls back when the state changed; returns the way to stop. */
  onChange(listener: () => void): () => void;

  readVitale(): Promise<Result<VitaleReading, StationError>>;
  /** Whose CPS is in the reader, without a code. */
  cpsIdentity(): Promise<Result<CpsIdentity, StationError>>;
  /** Signs the login message of this station's own server (`cps/login-message.ts`) after one VERIFY. */
  cpsLogin(request: CpsLoginRequest): Promise<Result<CpsLogin, StationError>>;
  /** Signs the unlock message (`cps/unlock-message.ts`) after one VERIFY; only a derived secret leaves the station. */
  cpsUnlock(request: CpsUnlockRequest): Promise<Result<CpsUnlock, StationError>>;
}

export interface StationState {
  /** False while the bridge or the reader cannot be reached. */
  readonly connected: boolean;
  readonly cardPresent: boolean;
  /** A code can be typed there: on the reader's keys, or at the bridge's own screen. */
  readonly ownPinEntry: 'pinPad' | 'screen' | undefined;
  /** What a running act waits for, so that the screen can say it. */
  readonly waitingFor: StationWait | undefined;
}

export type StationWait =
  /** Other dialogues come first. */
  | { readonly type: 'turn' }
  /** The first login of a new pairing is accepted at the bridge, which shows the same two digits. */
  | { readonly type: 'acceptance'; readonly digits: string }
  /** The code is being typed at the station. */
  | { readonly type: 'pin' };

/**
 * The code as ASCII digits, or where it is typed. Whoever gets the bytes wipes them after use; a code goes to a card in
 * one VERIFY and no more.
 */
export type Pin = Bytes | 'atStation';

export interface CpsIdentity {
  /** The authentication certificate, DER. */
  readonly certificate: Bytes;
  /** EF(SN.ICC): names the card. */
  readonly serialNumber: string;
  /** Undefined where the card did not tell. */
  readonly triesLeft: number | undefined;
}

export interface CpsLoginRequest {
  /** 32 bytes, chosen by the server, used once. */
  readonly nonce: Bytes;
  /** 32 bytes: thumbprint of the device's key (RFC 7638, SHA-256). */
  readonly jkt: Bytes;
  readonly pin: Pin;
  /** The card that the code was typed for (EF(SN.ICC)): another one is answered CardRemoved and gets no VERIFY. */
  readonly serialNumber?: string;
}

export interface CpsLogin {
  /** The authentication certificate, DER. */
  readonly certificate: Bytes;
  /** RS256 over `loginMessage`. */
  readonly signature: Bytes;
  /** Where the professional practises, as the card says it; empty where it says nothing. */
  readonly situations: readonly PracticeSituation[];
}

export interface CpsUnlockRequest {
  /** 16 bytes or more that name the vault. */
  readonly vaultId: Bytes;
  /** 32 bytes. */
  readonly salt: Bytes;
  readonly pin: Pin;
  /** As for a login. */
  readonly serialNumber?: string;
}

export interface CpsUnlock {
  /** 32 bytes: HKDF-SHA-256 of the signature. The same card, vault, salt and origin give the same. */
  readonly secret: Bytes;
}

export type StationError = CardError | BridgeError;

/** What can go wrong between the app and a paired bridge. */
export type BridgeError =
  /** The server cannot be reached, by the app or by the bridge. */
  | { type: 'RelayAway' }
  /** The server is there, the bridge is not connected to it. */
  | { type: 'BridgeAway' }
  /** Connected, and no answer came in time. */
  | { type: 'BridgeSilent' }
  /** A frame was altered, lost, or out of order: this channel is given up, the next request opens a new one. */
  | { type: 'ChannelBroken' }
  /** One of the two sides does not know the other any more: revoked there, or expired. */
  | { type: 'PairingEnded' }
  /** The link was used already, is too old, or is not one. */
  | { type: 'PairingLinkInvalid' }
  /** Refused by whoever sits at the bridge. */
  | { type: 'NotAccepted' }
  /** The bridge serves another address than the one of this app. */
  | { type: 'OriginMismatch' }
  /** The bridge signed this challenge before: somebody repeats it. */
  | { type: 'NonceUsed' }
  /** App and bridge are of versions that do not understand each other. */
  | { type: 'BridgeVersion' }
  /** No code can be typed at the bridge: it runs unattended, and its reader has no keys. */
  | { type: 'NoPinEntry' };
