import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from './associated-data.ts';
import { openBytes, sealBytes, type SealingKey } from './envelope.ts';
import type { VaultError } from './errors.ts';
import type { WrappedKey } from './vault-record.ts';

type Wrapping = { vaultId: string; parent: SealingKey; place: Place };

export const importKey = (raw: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', new Uint8Array(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);

/** A fresh random AES-256-GCM key and its form wrapped by `parent`; the raw bytes are overwritten at once. */
export async function freshKey(
  wrapping: Wrapping & { random: Random },
): Promise<{ key: SealingKey; wrapped: WrappedKey }> {
  const raw = wrapping.random.bytes(32);
  const id = wrapping.random.uuid();
  const place = keyPlace(wrapping.place, id);
  const sealed = await sealBytes({ ...wrapping, key: wrapping.parent, place }, raw);
  const key = await importKey(raw);
  raw.fill(0);
  return { key: { id, generation: 1, key }, wrapped: { id, generation: 1, sealed } };
}

export async function unwrapKey(
  wrapping: Wrapping,
  wrapped: WrappedKey,
): Promise<Result<SealingKey, VaultError>> {
  const place = keyPlace(wrapping.place, wrapped.id);
  const raw = await openBytes({ ...wrapping, key: wrapping.parent, place }, wrapped.sealed);
  if (!raw.ok) return raw;
  if (raw.value.length !== 32) return err({ type: 'VaultDamaged' });
  const key = await importKey(raw.value);
  raw.value.fill(0);
  return ok({ id: wrapped.id, generation: wrapped.generation, key });
}

/** The same key under another parent; what it sealed stays as it is. */
export async function rewrapKey(
  {
    from,
    to,
    random,
    ...where
  }: { vaultId: string; from: SealingKey; to: SealingKey; place: Place; random: Random },
  wrapped: WrappedKey,
): Promise<Result<WrappedKey, VaultError>> {
  const place = keyPlace(where.place, wrapped.id);
  const raw = await openBytes({ vaultId: where.vaultId, key: from, place }, wrapped.sealed);
  if (!raw.ok) return raw;
  const sealed = await sealBytes({ vaultId: where.vaultId, key: to, place, random }, raw.value);
  raw.value.fill(0);
  return ok({ ...wrapped, sealed });
}

const keyPlace = (place: Place, keyId: string): Place => ({ ...place, store: `${place.store}/key/${keyId}` });
