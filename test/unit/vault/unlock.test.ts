import { describe, expect, test } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { argon2id, ARGON2_FLOOR, MIN_PASSPHRASE_LENGTH } from '#vault/passphrase.ts';
import { createVault, unlockVault } from '#vault/unlock.ts';
import { OUTBOX_KEY } from '#vault/open-vault.ts';
import { newVault, PASSPHRASE, quickDeps } from '#test/support/vault/quick-vault.ts';

const place = { store: 's', row: '1', dossier: '' };

describe('unlockVault', () => {
  test('opens again what was sealed before', async () => {
    const { vault, record } = await newVault();
    const sealed = unwrap(await vault.sealJson(OUTBOX_KEY, place, { note: 'é' }));
    const again = unwrap(await unlockVault(quickDeps, record, PASSPHRASE));
    expect(unwrap(await again.openJson(place, sealed))).toEqual({ note: 'é' });
  });

  test('a passphrase typed in another Unicode form opens the same vault', async () => {
    const { record } = await newVault();
    expect(PASSPHRASE.normalize('NFD')).not.toBe(PASSPHRASE);
    expect((await unlockVault(quickDeps, record, PASSPHRASE.normalize('NFD'))).ok).toBe(true);
  });

  test('a wrong or short passphrase is wrong, and nothing more is said', async () => {
    const { record } = await newVault();
    for (const wrong of ['', 'court', `${PASSPHRASE} `, PASSPHRASE.toUpperCase()])
      expect(await unlockVault(quickDeps, record, wrong)).toEqual({
        ok: false,
        error: { type: 'WrongPassphrase' },
      });
  });

  test('a new passphrase under the minimum is refused, by characters and not bytes', async () => {
    const short = 'é'.repeat(MIN_PASSPHRASE_LENGTH - 1);
    expect(await createVault(quickDeps, short)).toEqual({
      ok: false,
      error: { type: 'PassphraseTooShort', minimum: MIN_PASSPHRASE_LENGTH },
    });
    expect((await createVault(quickDeps, `${short}é`)).ok).toBe(true);
  });

  test('stored parameters under the floor are damage', async () => {
    const { record } = await newVault();
    const [way] = record.ways;
    if (way?.kind !== 'passphrase') throw new Error('no way');
    const weak = { ...record, ways: [{ ...way, params: { ...way.params, memoryKiB: 8 } }] };
    expect(await unlockVault(quickDeps, weak, PASSPHRASE)).toEqual({
      ok: false,
      error: { type: 'VaultDamaged' },
    });
  });

  test('a record put under another vault does not open', async () => {
    const [{ record }, other] = [await newVault(), await newVault()];
    const moved = { ...record, vaultId: other.record.vaultId };
    expect((await unlockVault(quickDeps, moved, PASSPHRASE)).ok).toBe(false);
  });

  test('holds no raw key: the record gives nothing without its passphrase', async () => {
    const { record } = await newVault();
    expect(Object.keys(record).sort()).toEqual([
      'generation',
      'outboxKey',
      'roster',
      'schemaVersion',
      'vaultId',
      'ways',
    ]);
  });

  test('works with the real derivation at its floor', async () => {
    const deps = { random: systemRandom, deriveKey: argon2id };
    const { record } = unwrap(await createVault(deps, PASSPHRASE));
    expect(record.ways).toMatchObject([{ kind: 'passphrase', params: ARGON2_FLOOR }]);
    expect((await unlockVault(deps, record, PASSPHRASE)).ok).toBe(true);
  });
});

describe('argon2id', () => {
  test('is deterministic, and depends on passphrase, salt and parameters', async () => {
    const params = { memoryKiB: 1024, iterations: 1, parallelism: 1 };
    const base = { passphrase: utf8('passphrase'), salt: utf8('0123456789abcdef'), params };
    const derived = await argon2id(base);
    expect(derived).toHaveLength(32);
    expect(await argon2id(base)).toEqual(derived);
    expect(await argon2id({ ...base, salt: utf8('0123456789abcdeF') })).not.toEqual(derived);
    expect(await argon2id({ ...base, params: { ...params, iterations: 2 } })).not.toEqual(derived);
  });
});
