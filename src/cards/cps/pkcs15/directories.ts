import { equalBytes, toHex, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { declaredLength } from '#cards/tlv/reader.ts';
import { isCardsAnswer } from '../answers.ts';
import { certificateKey } from '../certificate-key.ts';
import type { CpsSession } from '../session.ts';
import { parseAodf, pinFor, type PinAttributes } from './aodf.ts';
import { parseCdf } from './cdf.ts';
import type { Pkcs15Path } from './object.ts';
import type { ObjectDirectory } from './odf.ts';
import { parsePrkdf, type PrivateKeyEntry } from './prkdf.ts';

/** The key that signs in. */
export interface AuthenticationKey {
  /** Absent where the card's directory was of no help and the table of the profile speaks. */
  readonly id?: Uint8Array;
  readonly authId?: Uint8Array;
  readonly reference: number;
}

/** More directory files of one kind than this, and the card leads us in a circle. */
const MAX_FILES = 4;

/** What all directory files of a kind list; a file that is named twice is read once. */
export async function readDirectories<T>(
  { files }: CpsSession,
  paths: readonly Pkcs15Path[],
  step: string,
  parse: (file: Uint8Array) => Result<readonly T[], CardError>,
): Promise<Result<readonly T[], CardError>> {
  const entries: T[] = [];
  const byName = new Map(paths.map((path) => [toHex(path.path), path]));
  for (const path of [...byName.values()].slice(0, MAX_FILES)) {
    const file = await files.read(path, { step });
    if (!file.ok) return file;
    const parsed = parse(file.value);
    if (!parsed.ok) return parsed;
    entries.push(...parsed.value);
  }
  return ok(entries);
}

/** From EF(PrKDF); from the profile's table where the card is silent about it. Never the key that signs documents. */
export async function findAuthenticationKey(
  session: CpsSession,
  directory: ObjectDirectory,
): Promise<Result<AuthenticationKey, CardError>> {
  const keys = await readDirectories(session, directory.privateKeys, 'read PrKDF', parsePrkdf);
  if (!keys.ok && !isCardsAnswer(keys.error)) return keys;
  const { idSuffix, reference } = session.profile.fallbackKey;
  const key = keys.ok ? chooseKey(keys.value, idSuffix) : undefined;
  return ok({ ...key, reference: key?.reference ?? reference });
}

/** The key with the known identifier before others: a card may hold a technical key that signs too. */
function chooseKey(keys: readonly PrivateKeyEntry[], idSuffix: number): PrivateKeyEntry | undefined {
  const candidates = keys.filter(({ usage }) => usage !== 'signature');
  return (
    candidates.find(({ id }) => id.at(-1) === idSuffix) ??
    candidates.find(({ usage }) => usage === 'authentication')
  );
}

/**
 * From EF(AODF) and from nowhere else: a VERIFY to the wrong reference would spend tries of another PIN. Undefined
 * where the card does not say how its PIN is presented.
 */
export async function findPin(
  session: CpsSession,
  directory: ObjectDirectory,
  key: AuthenticationKey,
): Promise<Result<PinAttributes | undefined, CardError>> {
  const pins = await readDirectories(session, directory.authentication, 'read AODF', parseAodf);
  if (!pins.ok) return isCardsAnswer(pins.error) ? ok(undefined) : pins;
  return ok(pinFor(pins.value, key.authId));
}

/** The DER bytes of the certificate that belongs to the key. CertificateMissing where the card holds none. */
export async function readCertificate(
  session: CpsSession,
  directory: ObjectDirectory,
  key: AuthenticationKey,
): Promise<Result<Bytes, CardError>> {
  const entries = await readDirectories(session, directory.certificates, 'read CDF', parseCdf);
  if (!entries.ok) return entries;
  const { idSuffix } = session.profile.fallbackKey;
  const entry = entries.value.find(({ id }) => (key.id ? equalBytes(id, key.id) : id.at(-1) === idSuffix));
  if (!entry) return err({ type: 'CertificateMissing' });
  const reading = { step: 'read certificate', sizeFrom: declaredLength };
  const file = await session.files.read(entry.value, reading);
  return file.ok ? wholeCertificate(file.value) : file;
}

/** Cuts what stands after the certificate; refuses what is cut short, or names no key. The rest is the server's to judge. */
function wholeCertificate(file: Bytes): Result<Bytes, CardError> {
  if (file.length === 0) return err({ type: 'CertificateMissing' });
  const certificate = file.slice(0, declaredLength(file));
  const key = certificateKey(certificate);
  return key.ok ? ok(certificate) : key;
}
