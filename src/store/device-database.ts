import type { DeviceId, PsIdNat } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Session } from '#wire/auth.ts';
import type { practiceSituation } from '#wire/bridge.ts';
import type { ChannelKeys } from '#wire/bridge-channel/keys.ts';
import type { Tries } from '#vault/tries.ts';
import type { VaultRecord } from '#vault/vault-record.ts';
import type { TreeHead } from '#wire/traces.ts';
import Dexie, { type EntityTable, type Table } from 'dexie';
import type { infer as Infer } from 'zod/mini';

export type PracticeSituationRow = Infer<typeof practiceSituation>;

/** A session as it is kept. One of before there were entitlements names none: the next sign-in does. */
export type StoredSession = Omit<Session, 'entitlements'> & Partial<Pick<Session, 'entitlements'>>;

/**
 * One professional on this device. Stored once there is a vault of theirs, and in the clear then: the name stands in the
 * list of vaults before any is open. Before, and at a shared workstation, the row is in the memory of one tab alone.
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
  session: StoredSession | null;
  vault: VaultRecord | null;
  /** Highest command number given out. */
  counter: number;
  /** Places of practice that the card named at the last sign-in. Absent in rows of before there were any. */
  situations?: readonly PracticeSituationRow[];
  /** The one named on what is added. */
  situation?: PracticeSituationRow | null;
  /** Wrong passphrases in a row; absent where there was none. */
  tries?: Tries;
  /** Minutes without a touch before the vault locks itself; absent: as the app has it. */
  idleMinutes?: number;
  /** Lock when the card of the sign-in is taken out; absent: as the app has it. */
  lockWithCard?: boolean;
  /** HMAC-SHA-256, not extractable: mixed into what a card gives to unlock. Absent until a card is set up. */
  deviceSecret?: CryptoKey;
  /** Vaults of a shared workstation: their keys, and this row, are in memory alone; the databases go at the end. */
  passing?: readonly string[];
};

/** A vault of a shared workstation, by its random name alone: what a killed tab left of it is found by that. */
export type PassingRow = { vaultId: string };

/** A paired bridge. Its keys are this pairing's alone, and the private ones are not extractable. */
export type BridgeRow = {
  /** Random; the only index. */
  id: string;
  name: string;
  /** Thumbprint of the bridge's key at the relay. */
  address: DeviceId;
  /** X25519 public key of the bridge, 32 bytes. */
  bridgeKey: Bytes;
  /** X25519: this side of the sealed channel. */
  channelKeys: ChannelKeys;
  /** ECDSA P-256: this side's name at the relay. */
  relayKeys: CryptoKeyPair;
  pairedAt: number;
  lastUsedAt: number;
  /** Two digits to compare, until a first login was accepted at the bridge. */
  digits: string | null;
  /** The other side ended it: kept until that was shown. */
  ended: boolean;
};

/** What was read from a card, by its serial number; parsed by whoever reads it. */
export type CardCacheRow = { serialNumber: string; entry: unknown; keptAt: number };

/** Small choices of this device, by name. */
export type ChoiceRow = { name: string; value: string };

/** The Ed25519 key (raw, base64url) that signs heads at an instance, as this device first saw it. */
export type HeadKeyRow = { instanceId: string; headKey: string };

/** The last head of a tree of traces that continued the ones before. */
export type TreeHeadRow = {
  instanceId: string;
  tree: string;
  /** Null where the very first one was not signed by the instance. */
  head: TreeHead | null;
  /** The first head that did not continue it, as evidence; its own null where the tree was gone. */
  altered: { at: number; offered: TreeHead | null } | null;
  /** Which restore of the server it was last seen under. Absent in rows of before: under none. */
  restoreEpoch?: number;
  /** The last time that a restore from a backup made the tree go back: when that was seen, and what stood before. */
  restored?: { at: number; former: TreeHead | null };
};

/** What is left of a professional whose device was reported lost: to be destroyed, then to be confirmed. No name, no number. */
export type WipeRow = {
  device: DeviceId;
  /** The old key, for the confirmation; null once the server has it. */
  keys: CryptoKeyPair | null;
  /** Vaults whose databases may still be there. */
  vaultIds: readonly string[];
};

/** What the device knows before a vault is open. Strict: a key or a number lost with the power cannot be made again. */
export class DeviceDatabase extends Dexie {
  declare readonly professionals: EntityTable<ProfessionalRow, 'id'>;
  declare readonly bridges: EntityTable<BridgeRow, 'id'>;
  declare readonly cardCache: EntityTable<CardCacheRow, 'serialNumber'>;
  declare readonly choices: EntityTable<ChoiceRow, 'name'>;
  declare readonly headKeys: EntityTable<HeadKeyRow, 'instanceId'>;
  declare readonly treeHeads: Table<TreeHeadRow, [string, string]>;
  declare readonly wipes: EntityTable<WipeRow, 'device'>;
  declare readonly passing: EntityTable<PassingRow, 'vaultId'>;

  constructor(name = 'relais-device') {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ professionals: 'id' });
    // card stations: bridges paired, certificates by card, the station chosen
    this.version(2).stores({ bridges: 'id', cardCache: 'serialNumber', choices: 'name' });
    // what was seen of the trees of traces, so that a history rewritten later shows
    this.version(3).stores({ headKeys: 'instanceId', treeHeads: '[instanceId+tree], instanceId' });
    // a wipe that was interrupted, or whose confirmation was lost, goes on at the next start
    this.version(4).stores({ wipes: 'device' });
    // who keeps no vault here is in memory alone: no name reaches a disk that it would have to be erased from
    this.version(5)
      .stores({ passing: 'vaultId' })
      .upgrade(async (tx) => {
        const rows = await tx.table<ProfessionalRow, string>('professionals').toArray();
        for (const { passing = [], ...row } of rows) {
          await tx.table('passing').bulkPut(passing.map((vaultId) => ({ vaultId })));
          if (row.vault) await tx.table('professionals').put(row);
          else await tx.table('professionals').delete(row.id);
        }
      });
  }
}
