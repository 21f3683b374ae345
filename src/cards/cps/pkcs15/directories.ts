import { equalBytes, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { declaredLength } from '#cards/tlv/reader.ts';
import type { CpsProfile } from '../profile.ts';
import { isCardsAnswer } from './answers.ts';
import { parseAodf, pinFor, type PinAttributes } from './aodf.ts';
import type { Pkcs15Application } from './application.ts';
import { parseCdf, type CertificateEntry } from './cdf.ts';
import type { Pkcs15Path } from './object.ts';
import { parsePrkdf } from './prkdf.ts';

/** The key that signs in. */
export interface AuthenticationKey {
  /** Absent where the card's directory was of no help and the table of the profile speaks. */
  readonly id?: Uint8Array;
  readonly authId?: Uint8Array;
  readonly reference: number;
}

/** More directory files of one kind than this, and the card leads us in a circle. */
const MAX_FILES = 4;

async function readDirectories<T>(
  application: Pkcs15Application,
  paths: readonly Pkcs15Path[],
  step: string,
  parse: (file: Uint8Array) => Result<readonly T[], CardError>,
): Promise<Result<readonly T[], CardError>> {
  const entries: T[] = [];
  for (const path of paths.slice(0, MAX_FILES)) {
    const file = await application.read(path, step);
    if (!file.ok) return file;
    const parsed = parse(file.value);
    if (!parsed.ok) return parsed;
    entries.push(...parsed.value);
  }
  return ok(entries);
}

/** From EF(PrKDF); from the profile's table where the card is silent about it. */
export async function findAuthenticationKey(
  application: Pkcs15Application,
  { fallbackKey }: CpsProfile,
): Promise<Result<AuthenticationKey, CardError>> {
  const keys = await readDirectories(
    application,
    application.directory.privateKeys,
    'read PrKDF',
    parsePrkdf,
  );
  if (!keys.ok && !isCardsAnswer(keys.error)) return keys;
  const key = keys.ok ? keys.value.find(({ usage }) => usage === 'authentication') : undefined;
  return ok({ ...key, reference: key?.reference ?? fallbackKey.reference });
}

/** From EF(AODF) and from nowhere else: a VERIFY to the wrong reference would spend tries of another PIN. */
export async function findPin(
  application: Pkcs15Application,
  key: AuthenticationKey,
): Promise<Result<PinAttributes, CardError>> {
  const pins = await readDirectories(
    application,
    application.directory.authentication,
    'read AODF',
    parseAodf,
  );
  if (!pins.ok && !isCardsAnswer(pins.error)) return pins;
  const pin = pins.ok ? pinFor(pins.value, key.authId) : undefined;
  return pin ? ok(pin) : err({ type: 'PinReferenceUnknown' });
}

/** The DER bytes of the certificate that belongs to the key. CertificateMissing where the card holds none. */
export async function readCertificate(
  application: Pkcs15Application,
  key: AuthenticationKey,
  { fallbackKey }: CpsProfile,
): Promise<Result<Bytes, CardError>> {
  const entries = await readDirectories(
    application,
    application.directory.certificates,
    'read CDF',
    parseCdf,
  );
  if (!entries.ok) return entries;
  const entry = entries.value.find(({ id }) => belongs(id, key, fallbackKey.idSuffix));
  if (!entry) return err({ type: 'CertificateMissing' });
  const file = await application.read(entry.value, 'read certificate', declaredLength);
  return file.ok ? wholeCertificate(file.value) : file;
}

const belongs = (id: CertificateEntry['id'], key: AuthenticationKey, idSuffix: number): boolean =>
  key.id ? equalBytes(id, key.id) : id.at(-1) === idSuffix;

const SEQUENCE = 0x30;

/** Cuts what stands after the certificate; refuses what is cut short. What is inside is the server's to judge. */
function wholeCertificate(file: Bytes): Result<Bytes, CardError> {
  const length = declaredLength(file);
  if (file.length === 0) return err({ type: 'CertificateMissing' });
  const whole = file[0] === SEQUENCE && length !== undefined && length <= file.length;
  return whole ? ok(file.slice(0, length)) : err({ type: 'Malformed', what: 'certificate' });
}
