import type { DossierId } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { PostalAddress } from '#domain/dossier/holder-data.ts';
import type { VisitChange } from '#domain/round/visit-round.ts';
import type { AppError } from './port.ts';

/** The visit round of today, as its page follows it; every field is reactive. */
export interface RoundView {
  /** YYYY-MM-DD, in the zone of the device. */
  readonly day: string;
  /** In the order of the visits. */
  readonly visits: readonly DossierId[];
  /** Seen most often in the last weeks, most often first. */
  readonly usual: readonly DossierId[];
  /** The last round before today's, if any. */
  readonly before: { day: string; visits: readonly DossierId[] } | undefined;
  /** What is to be fetched still, as far as it is known; undefined until it was reckoned. */
  readonly lacking: Lacking | undefined;
  /** `waiting`: goes on by itself when the network is back. */
  readonly state: 'idle' | 'running' | 'waiting';
  readonly progress: RoundProgress | undefined;
  /** It does not fit; bytes. */
  readonly noRoom: { needed: number; free: number } | undefined;
  /** No longer open to this professional. */
  readonly closed: readonly DossierId[];
  /** Contents that could not be fetched, and why the last of them. */
  readonly failed: { contents: number; error: AppError } | undefined;
  /** Bytes; undefined where the browser does not tell. */
  readonly free: number | undefined;
}

/** `unknown`: dossiers whose size is known only when their list is here. */
export type Lacking = { unknown: number; contents: number; bytes: number };

export type RoundProgress = {
  dossiers: { done: number; total: number };
  contents: { done: number; total: number };
  /** Bytes, a download under way counted as far as it came. */
  bytes: { done: number; total: number };
};

/** What is to be known on the way to a holder; `news`: documents that are new since this professional's last visit. */
export type VisitFacts = { dossierId: DossierId; news: number; address?: PostalAddress };

export interface RoundDesk {
  readonly view: RoundView;
  /** Reads today's round and reckons what is lacking. */
  refresh(): Promise<Result<void, AppError>>;
  /** Of the visits whose dossiers are on this device. */
  facts(): Promise<readonly VisitFacts[]>;
  /** This and the next two answer with what they changed, for `takeBack`. */
  add(dossierIds: readonly DossierId[]): Promise<Result<VisitChange, AppError>>;
  remove(dossierId: DossierId): Promise<Result<VisitChange, AppError>>;
  move(dossierId: DossierId, by: -1 | 1): Promise<Result<VisitChange, AppError>>;
  /** The visits as they were before; what another tab changed since stays. */
  takeBack(change: VisitChange): Promise<Result<void, AppError>>;
  /** Fetches all that is lacking and renews the leases; ends when all is here, when called off, or with the network. */
  prepare(): Promise<Result<void, AppError>>;
  /** What was fetched stays. */
  cancel(): Promise<void>;
}

/** The desk, and what the exchange with the server does with it. */
export type RunningRound = {
  desk: RoundDesk;
  /** After a good contact: a preparation that broke off goes on. */
  goOn(): Promise<void>;
};
