import type { PracticeSituation } from './situation.ts';
import { parseCacheEntry } from './cache-entry.ts';

/**
 * What was read from a card and does not change until the card is updated, kept so that the next dialogue reads it no
 * more: a certificate alone takes a CPS3 two seconds. A plain JSON value. It holds nothing secret; the situations are
 * given out after a code only.
 */
export interface CpsCacheEntry {
  /** Of this form: an entry of another form is read anew. */
  readonly version: 1;
  readonly kind: 'cps3' | 'cps4';
  /** EF_ACTUA in hex: the card says when it was last updated. Empty where it does not say. */
  readonly changeMark: string;
  /** Name of the PKCS#15 application, hex. */
  readonly aid: string;
  /** Its directory, as EF.DIR gives it, hex. */
  readonly path?: string;
  readonly keyReference: number;
  readonly pin: CachedPin;
  /** DER in base64. */
  readonly certificate: string;
  /** Where the card lists its data objects (EF(DODF)). */
  readonly dataDirectories: readonly CachedPath[];
  /** Absent until a code was presented, and where the card has no change mark. */
  readonly situations?: readonly PracticeSituation[];
}

export interface CachedPin {
  readonly reference: number;
  readonly minLength: number;
  readonly maxLength: number;
  readonly padding?: { readonly storedLength: number; readonly padChar: number };
}

export interface CachedPath {
  /** Hex. */
  readonly path: string;
  readonly index?: number;
  readonly length?: number;
}

/**
 * Where entries are kept, by serial number of the card. It never rejects: what cannot be read, or is no entry
 * (`parseCacheEntry`), is a miss; what cannot be written is read from the card again.
 */
export interface CpsCache {
  get(serialNumber: string): Promise<CpsCacheEntry | undefined>;
  put(serialNumber: string, entry: CpsCacheEntry): Promise<void>;
  /** After this, `get` gives nothing until the next `put`. */
  forget(serialNumber: string): Promise<void>;
}

/** Kept as long as the page or process lives. */
export function createMemoryCpsCache(): CpsCache {
  const entries = new Map<string, string>();
  return {
    get(serialNumber) {
      const kept = entries.get(serialNumber);
      return Promise.resolve(kept === undefined ? undefined : parseCacheEntry(JSON.parse(kept)));
    },
    put(serialNumber, entry) {
      entries.set(serialNumber, JSON.stringify(entry));
      return Promise.resolve();
    },
    forget(serialNumber) {
      entries.delete(serialNumber);
      return Promise.resolve();
    },
  };
}
