import { DEMO_AUTHORITY_ORGANISATION } from '#cards/cps/demo-marker.ts';
import { err, ok, type Result } from '#base/result.ts';
import { revocationList, trustedCertificate } from '#server/schema/directory.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { asc, eq } from 'drizzle-orm';
import type { AuthDeps } from './deps.ts';
import { isSignedBy, parseRevocationList, type ParsedRevocationList } from './revocation-list.ts';
import { endSessionsOf, openSerials } from './sessions.ts';
import { readTrustedAuthorities } from './trust-store.ts';
import { readTrustFile } from './trust-files.ts';
import { parseCertificate, pkiEngine, type ParsedCertificate } from './x509.ts';

/**
 * What an operator puts into the trust of an instance: certificates of authorities and their revocation lists. Trusting
 * an anchor is a decision of the operator alone; everything else is checked against what is trusted already.
 */
export type TrustError =
  /** Neither certificates nor revocation lists, in PEM, DER or PKCS#7. */
  | { type: 'Unreadable' }
  /** The certificate is not one of an authority. */
  | { type: 'NotAuthority'; subject: string }
  /** Made by the demonstration; this instance is for production. */
  | { type: 'DemoInProduction'; subject: string }
  /** No trusted authority made this list, or its signature does not hold. */
  | { type: 'IssuerUnknown'; issuer: string }
  /** A newer list of this authority is here already. */
  | { type: 'Older'; issuer: string };

export type Added =
  | { kind: 'anchor' | 'intermediate'; subject: string; fingerprint: string; notAfter: number }
  | { kind: 'revocationList'; issuer: string; revoked: number; nextUpdate: number; sessionsEnded: number };

type Deps = Pick<AuthDeps, 'directory' | 'clock' | 'kind'>;

/** Adds all that a file holds, certificates before lists; stops at the first part that is refused, keeping what came before. */
export async function addTrustFile(deps: Deps, file: Uint8Array): Promise<Result<Added[], TrustError>> {
  const parts = readTrustFile(file);
  if (!parts) return err({ type: 'Unreadable' });
  const added: Added[] = [];
  for (const der of parts.certificates) {
    const one = await addTrusted(deps, der);
    if (!one.ok) return one;
    added.push(one.value);
  }
  for (const der of parts.revocationLists) {
    const one = await addRevocationList(deps, der);
    if (!one.ok) return one;
    added.push(one.value);
  }
  return ok(added);
}

/** An anchor where the certificate is its own issuer, else one that completes paths. Adding again changes nothing. */
export async function addTrusted(deps: Deps, der: Uint8Array): Promise<Result<Added, TrustError>> {
  const certificate = await parseCertificate(der);
  if (!certificate) return err({ type: 'Unreadable' });
  const { fingerprint, notAfter } = certificate;
  const subject = certificate.subject.text;
  if (!certificate.isCa || certificate.keyUsage?.keyCertSign === false)
    return err({ type: 'NotAuthority', subject });
  const isDemo = certificate.subject.organisation === DEMO_AUTHORITY_ORGANISATION;
  if (isDemo && deps.kind === 'production') return err({ type: 'DemoInProduction', subject });
  const isAnchor = await isSelfSigned(certificate);
  await deps.directory.write((tx) =>
    tx
      .insert(trustedCertificate)
      .values({
        fingerprint,
        der: Buffer.from(certificate.der),
        subject,
        isAnchor,
        isDemo,
        notAfter,
        addedAt: deps.clock.now(),
      })
      .onConflictDoNothing(),
  );
  return ok({ kind: isAnchor ? 'anchor' : 'intermediate', subject, fingerprint, notAfter });
}

async function isSelfSigned({ pki, issuerHash, subjectHash }: ParsedCertificate): Promise<boolean> {
  if (issuerHash !== subjectHash) return false;
  try {
    return await pki.verify(pki, pkiEngine);
  } catch {
    return false; // an algorithm or a key that the engine does not know
  }
}

/** Replaces the authority's list; the sessions of the cards that it revokes end in the same transaction. */
export async function addRevocationList(deps: Deps, der: Uint8Array): Promise<Result<Added, TrustError>> {
  const list = parseRevocationList(der);
  if (!list) return err({ type: 'Unreadable' });
  const { issuer, nextUpdate, serials } = list;
  const authority = await findAuthority(deps, list);
  if (!authority) return err({ type: 'IssuerUnknown', issuer });
  return deps.directory.write(async (tx) => {
    if (!(await storeList(deps, tx, list, authority))) return err({ type: 'Older', issuer });
    const sessionsEnded = await endRevoked(deps, tx, list, authority);
    return ok({ kind: 'revocationList', issuer, revoked: serials.size, nextUpdate, sessionsEnded });
  });
}

async function findAuthority(
  { directory, kind, clock }: Deps,
  list: ParsedRevocationList,
): Promise<ParsedCertificate | undefined> {
  const { anchors, intermediates } = await readTrustedAuthorities(directory.db, kind);
  for (const authority of [...anchors, ...intermediates])
    if (await isSignedBy(list, authority, clock.now())) return authority;
  return undefined;
}

/** False where the stored list is newer. */
async function storeList(
  { clock }: Deps,
  tx: Transaction,
  list: ParsedRevocationList,
  { subjectHash: issuerHash }: ParsedCertificate,
): Promise<boolean> {
  const [known] = await tx
    .select({ thisUpdate: revocationList.thisUpdate, addedAt: revocationList.addedAt })
    .from(revocationList)
    .where(eq(revocationList.issuerHash, issuerHash));
  if (known && known.thisUpdate > list.thisUpdate) return false;
  const { issuer, thisUpdate, nextUpdate } = list;
  // readers tell a renewed list by the time it was added, so that this one never stays the same
  const addedAt = Math.max(clock.now(), (known?.addedAt ?? 0) + 1);
  const row = { der: Buffer.from(list.der), issuer, thisUpdate, nextUpdate, addedAt };
  await tx
    .insert(revocationList)
    .values({ issuerHash, ...row })
    .onConflictDoUpdate({ target: revocationList.issuerHash, set: row });
  return true;
}

/** Walks the open sessions, not the list: a national list has far more entries than an instance has sessions. */
async function endRevoked(
  deps: Deps,
  tx: Transaction,
  { serials }: ParsedRevocationList,
  { subjectHash: issuerHash }: ParsedCertificate,
): Promise<number> {
  let ended = 0;
  for (const serial of await openSerials(tx, issuerHash, deps.clock.now()))
    if (serials.has(serial)) ended += await endSessionsOf(deps, tx, { issuerHash, serial });
  return ended;
}

export type TrustListing = {
  certificates: {
    kind: 'anchor' | 'intermediate';
    subject: string;
    fingerprint: string;
    demo: boolean;
    notAfter: number;
  }[];
  revocationLists: { issuer: string; thisUpdate: number; nextUpdate: number }[];
};

/** All that is trusted, by name; times in ms. */
export async function listTrust(reader: Reader): Promise<TrustListing> {
  const { subject, fingerprint, isAnchor, isDemo, notAfter } = trustedCertificate;
  const { issuer, thisUpdate, nextUpdate } = revocationList;
  const certificates = await reader
    .select({ subject, fingerprint, isAnchor, isDemo, notAfter })
    .from(trustedCertificate)
    .orderBy(asc(subject));
  return {
    certificates: certificates.map((row) => ({
      kind: row.isAnchor ? 'anchor' : 'intermediate',
      subject: row.subject,
      fingerprint: row.fingerprint,
      demo: row.isDemo,
      notAfter: row.notAfter,
    })),
    revocationLists: await reader
      .select({ issuer, thisUpdate, nextUpdate })
      .from(revocationList)
      .orderBy(asc(issuer)),
  };
}
