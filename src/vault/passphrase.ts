import { type Bytes, utf8 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { VaultError } from './errors.ts';

/** Shortest passphrase, in Unicode characters after normalisation: NIST SP 800-63B asks 8, we hold what a thief can try offline. */
export const MIN_PASSPHRASE_LENGTH = 12;

/** Parameters of Argon2id (RFC 9106), kept beside what they protect. */
export type Argon2Params = {
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
};

/** Floor of the project: 64 MiB, t = 3. */
export const ARGON2_FLOOR: Argon2Params = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 };
/** Stored parameters beyond this are damage, not a wish: opening them would exhaust the device. */
export const ARGON2_CEILING: Argon2Params = { memoryKiB: 1024 * 1024, iterations: 64, parallelism: 1 };

/** 32 bytes from a passphrase. The real one is `argon2id`; it comes in so that tests need not spend 64 MiB each. */
export type DeriveKey = (input: { passphrase: Bytes; salt: Bytes; params: Argon2Params }) => Promise<Bytes>;

/** Loaded on demand: a page that unlocks nothing does not carry the WebAssembly. */
export const argon2id: DeriveKey = async ({ passphrase, salt, params }) => {
  const hashWasm = await import('hash-wasm');
  const derived = await hashWasm.argon2id({
    password: passphrase,
    salt,
    iterations: params.iterations,
    parallelism: params.parallelism,
    memorySize: params.memoryKiB,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(derived);
};

/** NFKC, so that «é» typed as one character or as two opens the same vault; then checked for length. */
export function passphraseBytes(passphrase: string): Result<Bytes, VaultError> {
  const normalised = passphrase.normalize('NFKC');
  if (Array.from(normalised).length < MIN_PASSPHRASE_LENGTH)
    return err({ type: 'PassphraseTooShort', minimum: MIN_PASSPHRASE_LENGTH });
  return ok(utf8(normalised));
}

export const acceptableParams = ({ memoryKiB, iterations, parallelism }: Argon2Params): boolean =>
  memoryKiB >= ARGON2_FLOOR.memoryKiB &&
  memoryKiB <= ARGON2_CEILING.memoryKiB &&
  iterations >= ARGON2_FLOOR.iterations &&
  iterations <= ARGON2_CEILING.iterations &&
  parallelism === 1;
