import { err, ok, type Result } from '#base/result.ts';
import type { Database } from '#server/database.server.ts';
import { revocationList } from '#server/schema/directory.ts';
import { eq } from 'drizzle-orm';
import type { CertificatePath } from './certificate-path.ts';
import { isSignedBy, parseRevocationList, type ParsedRevocationList } from './revocation-list.ts';
import type { ParsedCertificate } from './x509.ts';

/** Asks the stored revocation lists. Large ones are read once per process and authority, and again when renewed. */
export interface Revocation {
  /**
   * The card, and every authority between it and the anchor, must be covered by a current list of its own issuer; of
   * the authorities that the anchor itself made, only where the operator has added the anchor's list.
   * `revocationListMissing` where a list is absent, not of that issuer's key, not yet or no longer good.
   */
  check(
    path: CertificatePath,
    at: number,
  ): Promise<Result<void, 'revocationListMissing' | 'certificateRevoked'>>;
}

type Known = { addedAt: number; authority: string; list: ParsedRevocationList };

export function revocation({ directory }: { directory: Database }): Revocation {
  const known = new Map<string, Known>();

  /** `absent` where the operator never added one, undefined where it is there and cannot be believed. */
  async function listOf(
    authority: ParsedCertificate,
    at: number,
  ): Promise<ParsedRevocationList | 'absent' | undefined> {
    const { issuerHash, addedAt } = revocationList;
    const [row] = await directory.db
      .select({ addedAt })
      .from(revocationList)
      .where(eq(issuerHash, authority.subjectHash));
    if (!row) return 'absent';
    const before = known.get(authority.subjectHash);
    if (before?.addedAt === row.addedAt && before.authority === authority.fingerprint) return before.list;
    const list = await readList(directory, authority, at);
    if (list)
      known.set(authority.subjectHash, { addedAt: row.addedAt, authority: authority.fingerprint, list });
    return list;
  }

  async function checkOne(
    certificate: ParsedCertificate,
    issuer: ParsedCertificate,
    { at, required }: { at: number; required: boolean },
  ): ReturnType<Revocation['check']> {
    const list = await listOf(issuer, at);
    if (list === 'absent' && !required) return ok(undefined);
    if (!list || list === 'absent' || !isCurrent(list, at) || !covers(list, certificate))
      return err('revocationListMissing');
    return list.serials.has(certificate.serial) ? err('certificateRevoked') : ok(undefined);
  }

  return {
    async check(path, at) {
      for (const [index, issuer] of path.slice(1).entries()) {
        const certificate = path[index];
        if (!certificate) continue;
        const required = index === 0 || issuer !== path.at(-1);
        const outcome = await checkOne(certificate, issuer, { at, required });
        if (!outcome.ok) return outcome;
      }
      return ok(undefined);
    },
  };
}

async function readList(
  directory: Database,
  authority: ParsedCertificate,
  at: number,
): Promise<ParsedRevocationList | undefined> {
  const [row] = await directory.db
    .select({ der: revocationList.der })
    .from(revocationList)
    .where(eq(revocationList.issuerHash, authority.subjectHash));
  const list = row && parseRevocationList(row.der);
  return list && (await isSignedBy(list, authority, at)) ? list : undefined;
}

const isCurrent = ({ thisUpdate, nextUpdate }: ParsedRevocationList, at: number): boolean =>
  thisUpdate <= at && at <= nextUpdate;

const covers = ({ covers: scope }: ParsedRevocationList, { isCa }: ParsedCertificate): boolean =>
  scope === 'all' || scope === (isCa ? 'authorities' : 'cards');
