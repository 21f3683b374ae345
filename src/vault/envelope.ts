import { type Bytes, concat } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import { associatedData, type Place } from './associated-data.ts';
import type { VaultError } from './errors.ts';

/** Raised with every change of what is sealed; stands in the associated data of each envelope. */
export const SEAL_SCHEMA_VERSION = 1;
/** Plaintext bytes of one segment: a large dossier is sealed in several. */
export const SEGMENT_BYTES = 256 * 1024;
const NONCE_BYTES = 12;

/** A sealed value as it is stored. Each segment = nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16). */
export type Envelope = {
  readonly keyId: string;
  readonly generation: number;
  readonly schemaVersion: number;
  readonly segments: readonly Bytes[];
};

/** A key in memory, with the names that go into the associated data. */
export type SealingKey = { readonly id: string; readonly generation: number; readonly key: CryptoKey };

type Sealer = { vaultId: string; key: SealingKey; place: Place };

export async function sealBytes(
  { random, ...sealer }: Sealer & { random: Random },
  plaintext: Uint8Array,
): Promise<Envelope> {
  const count = Math.max(1, Math.ceil(plaintext.length / SEGMENT_BYTES));
  const segments = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const nonce = random.bytes(NONCE_BYTES);
      const part = plaintext.slice(index * SEGMENT_BYTES, (index + 1) * SEGMENT_BYTES);
      const additionalData = context(sealer, sealer.key, index, count);
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData },
        sealer.key.key,
        new Uint8Array(part),
      );
      return concat(nonce, new Uint8Array(sealed));
    }),
  );
  return {
    keyId: sealer.key.id,
    generation: sealer.key.generation,
    schemaVersion: SEAL_SCHEMA_VERSION,
    segments,
  };
}

/** Fails where anything differs from what was sealed: a byte, the place, the key, the number or order of segments. */
export async function openBytes(sealer: Sealer, envelope: Envelope): Promise<Result<Bytes, VaultError>> {
  const { segments, keyId, generation, schemaVersion } = envelope;
  const known = schemaVersion === SEAL_SCHEMA_VERSION && isWhole(segments);
  if (!known || keyId !== sealer.key.id || generation !== sealer.key.generation)
    return err({ type: 'VaultDamaged' });
  try {
    const opened = segments.map((segment, index) =>
      crypto.subtle.decrypt(
        {
          name: 'AES-GCM',
          iv: segment.slice(0, NONCE_BYTES),
          additionalData: context(sealer, sealer.key, index, segments.length),
        },
        sealer.key.key,
        segment.slice(NONCE_BYTES),
      ),
    );
    return ok(concat(...(await Promise.all(opened)).map((part) => new Uint8Array(part))));
  } catch {
    return err({ type: 'VaultDamaged' });
  }
}

/** A row from the disk may hold anything in their place. */
const isWhole = (segments: readonly unknown[]): boolean =>
  Array.isArray(segments) && segments.length > 0 && segments.every((part) => part instanceof Uint8Array);

function context(
  { vaultId, place }: Pick<Sealer, 'vaultId' | 'place'>,
  key: SealingKey,
  segment: number,
  segments: number,
): Bytes {
  return associatedData({
    ...place,
    vault: vaultId,
    keyId: key.id,
    generation: key.generation,
    schemaVersion: SEAL_SCHEMA_VERSION,
    segment,
    segments,
  });
}
