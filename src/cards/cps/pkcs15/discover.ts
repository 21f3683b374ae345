import { hex } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { isCardsAnswer } from '../answers.ts';
import { choosePkcs15, parseEfDir, type CardApplication } from '../ef-dir.ts';
import type { CpsLayout } from '../layout.ts';
import type { CpsSession } from '../session.ts';
import { findAuthenticationKey, findPin, readCertificate } from './directories.ts';
import type { Pkcs15Path } from './object.ts';
import { parseOdf, type ObjectDirectory } from './odf.ts';

const EF_DIR: Pkcs15Path = { path: hex('3F00 2F00') };
const EF_ODF: Pkcs15Path = { path: hex('5031') };

/**
 * Reads from the card where everything is: EF.DIR, ODF, PrKDF, AODF, CDF, then the certificate (PKCS#15 v1.1 §5, §6).
 * Each step follows at most four files of a kind, so that a directory that points to itself comes to an end.
 */
export async function discover(session: CpsSession): Promise<Result<CpsLayout, CardError>> {
  const application = await findApplication(session);
  if (!application.ok) return application;
  const found = await openDirectory(session, application.value);
  if (!found.ok) return found;
  const { directory } = found.value;
  const key = await findAuthenticationKey(session, directory);
  if (!key.ok) return key;
  const pin = await findPin(session, directory, key.value);
  if (!pin.ok) return pin;
  const certificate = await readCertificate(session, directory, key.value);
  if (!certificate.ok) return certificate;
  return ok({
    application: found.value.application,
    keyReference: key.value.reference,
    ...(pin.value && { pin: pin.value }),
    certificate: certificate.value,
    dataDirectories: directory.dataObjects.slice(0, 4),
  });
}

/** As EF.DIR gives it; the known one where the card will not show its EF.DIR. */
async function findApplication(session: CpsSession): Promise<Result<CardApplication, CardError>> {
  const { files, profile } = session;
  const reading = profile.efDirLength === undefined ? {} : { expected: profile.efDirLength };
  const file = await files.read(EF_DIR, { step: 'read EF.DIR', ...reading });
  const found = file.ok ? parseEfDir(file.value) : file;
  if (!found.ok && !isCardsAnswer(found.error)) return found;
  return ok(choosePkcs15(found.ok ? found.value : [], profile.pkcs15Aid));
}

type Opened = { readonly directory: ObjectDirectory; readonly application: CardApplication };

/** EF(ODF) of the application; where its path in EF.DIR leads nowhere, by its name alone. */
async function openDirectory(
  session: CpsSession,
  application: CardApplication,
): Promise<Result<Opened, CardError>> {
  session.files.setApplication(application);
  const file = await session.files.read(EF_ODF, { step: 'read ODF' });
  const directory = file.ok ? parseOdf(file.value) : file;
  if (directory.ok) return ok({ directory: directory.value, application });
  if (!application.path || !isCardsAnswer(directory.error)) return directory;
  return openDirectory(session, { aid: application.aid });
}
