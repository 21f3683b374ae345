import { fromBase64, hex, toBase64, toHex, type Bytes } from '#base/bytes.ts';
import type { CachedPath, CpsCacheEntry } from './card-cache.ts';
import type { CardApplication } from './ef-dir.ts';
import type { PinAttributes } from './pkcs15/aodf.ts';
import type { Pkcs15Path } from './pkcs15/object.ts';
import type { CpsProfile } from './profile.ts';
import type { PracticeSituation } from './situation.ts';

/** What a card says of itself that a dialogue needs. */
export interface CpsLayout {
  readonly application: CardApplication;
  /** For MSE. */
  readonly keyReference: number;
  /** Absent where the card did not state how its PIN is presented: none is presented then. */
  readonly pin?: PinAttributes;
  /** The authentication certificate, DER. */
  readonly certificate: Bytes;
  readonly dataDirectories: readonly Pkcs15Path[];
  /** Absent where they were not read yet. */
  readonly situations?: readonly PracticeSituation[];
}

/** Undefined for a layout that is not worth keeping: without the PIN's attributes it is read again. */
export function cacheEntryOf(
  layout: CpsLayout,
  kind: CpsProfile['kind'],
  changeMark: string,
): CpsCacheEntry | undefined {
  const { application, keyReference, pin, certificate, dataDirectories, situations } = layout;
  if (!pin) return undefined;
  const { reference, minLength, maxLength, padding } = pin;
  return {
    version: 1,
    kind,
    changeMark,
    aid: toHex(application.aid),
    ...(application.path && { path: toHex(application.path) }),
    keyReference,
    pin: { reference, minLength, maxLength, ...(padding && { padding }) },
    certificate: toBase64(certificate),
    dataDirectories: dataDirectories.map((path) => ({ ...path, path: toHex(path.path) })),
    // without a mark nothing would say that they changed
    ...(situations && changeMark !== '' && { situations }),
  };
}

export function layoutOf(entry: CpsCacheEntry): CpsLayout {
  const { aid, path, keyReference, pin, certificate, dataDirectories, situations } = entry;
  return {
    application: { aid: hex(aid), ...(path !== undefined && { path: hex(path) }) },
    keyReference,
    pin,
    certificate: fromBase64(certificate) ?? new Uint8Array(),
    dataDirectories: dataDirectories.map(pathOf),
    ...(situations && { situations }),
  };
}

const pathOf = (cached: CachedPath): Pkcs15Path => ({ ...cached, path: hex(cached.path) });
