import type { DeviceId, PsIdNat } from '#base/brand.ts';
import type { Session } from '#wire/auth.ts';
import type { VaultRecord } from '#vault/vault-record.ts';
import Dexie, { type EntityTable } from 'dexie';

/**
 * One professional on this device. The name is in the clear: it stands in the list of vaults before any is open.
 * The session token is worth nothing without the key, which never leaves this browser.
 */
export type ProfessionalRow = {
  /** Random; the only index. */
  id: string;
  owner: PsIdNat;
  name: string;
  profession: string;
  device: DeviceId;
  /** ECDSA P-256; the private key is not extractable. */
  keys: CryptoKeyPair;
  session: Session | null;
  vault: VaultRecord | null;
  /** Highest command number given out. */
  counter: number;
};

/** What the device knows before a vault is open. Strict: a key or a number lost with the power cannot be made again. */
export class DeviceDatabase extends Dexie {
  declare readonly professionals: EntityTable<ProfessionalRow, 'id'>;

  constructor(name = 'relais-device') {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ professionals: 'id' });
  }
}
