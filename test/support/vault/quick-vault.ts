import { sha256, type Bytes } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { createVault, type VaultDeps } from '#vault/unlock.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import type { VaultRecord } from '#vault/vault-record.ts';

/** A derivation without its cost, for tests that are not about it: SHA-256 of salt and passphrase. */
export const quickDeps: VaultDeps = {
  random: systemRandom,
  deriveKey: ({ passphrase, salt }): Promise<Bytes> => sha256(salt, passphrase),
};

export const PASSPHRASE = 'tournée du matin';

export const newVault = async (): Promise<{ vault: OpenVault; record: VaultRecord }> =>
  unwrap(await createVault(quickDeps, PASSPHRASE));
