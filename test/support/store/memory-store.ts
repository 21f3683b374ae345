import 'fake-indexeddb/auto';
import type { Clock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { openVaultStore, type VaultStore } from '#store/vault-store.ts';
import type { OpenVault } from '#vault/open-vault.ts';

export const steadyClock: Clock = { now: () => 1_000_000, monotonic: () => 0 };

export const storeOver = (vault: OpenVault, clock = steadyClock): VaultStore =>
  openVaultStore({ vault, random: systemRandom, clock });
