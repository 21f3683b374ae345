import fc from 'fast-check';
import type { Extension } from 'pkijs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '#base/bytes.ts';
import { verifyCertificate } from '#server/auth/certificate.ts';
import { parseRevocationList } from '#server/auth/revocation-list.ts';
import { addRevocationList, addTrusted } from '#server/auth/trust.ts';
import { readTrustFile } from '#server/auth/trust-files.ts';
import { readTrustedAuthorities } from '#server/auth/trust-store.ts';
import { parseCertificate } from '#server/auth/x509.ts';
import { basicConstraints, clientAuthentication, KEY_USAGE, keyUsage } from '#demo/x509.ts';
import { createCrl, generateKeyPair } from '#demo/pki.ts';
import { DAY_MS, NOW, NURSE, openAuth, unwrap, type AuthHarness } from '#test/support/server/auth-harness.ts';
import {
  AUTHORITY_EXTENSIONS,
  forge,
  issueCard,
  makePki,
  personName,
  type TestPki,
} from '#test/support/server/test-pki.ts';

describe("a card's certificate", () => {
  let pki: TestPki;
  let foreign: TestPki;
  let harness: AuthHarness;
  beforeAll(async () => {
    [pki, foreign] = await Promise.all([makePki(), makePki('AUTRE')]);
  });
  beforeEach(async () => {
    harness = await openAuth();
    unwrap(await addTrusted(harness.deps, pki.authority.rootCertificate));
    unwrap(await addTrusted(harness.deps, pki.authority.intermediateCertificate));
  });
  afterEach(() => harness.close());

  const addList = async () => unwrap(await addRevocationList(harness.deps, pki.crl));

  async function verdictOn(der: Bytes) {
    const certificate = await parseCertificate(der);
    if (!certificate) return 'unreadable';
    const trust = await readTrustedAuthorities(harness.directory.db, 'demo');
    const { revocation } = harness.deps;
    const verdict = await verifyCertificate({ trust, revocation, at: harness.clock.now() }, certificate);
    return verdict.ok ? verdict.value : verdict.error.code;
  }

  const publicKey = () => pki.cardKeys.publicKey;
  const intermediate = () => ({
    certificate: pki.authority.intermediateCertificate,
    key: pki.authority.intermediateKey,
  });

  it('is believed with path, purpose, validity and a current revocation list, and names its holder', async () => {
    await addList();
    expect(await verdictOn(pki.card)).toMatchObject({
      holder: { psIdNat: NURSE.psIdNat, familyName: 'RIVOIRE', firstName: 'Solène', title: 'Infirmier' },
      certificate: { serial: '10e1' },
    });
  });

  it('is refused where nothing is trusted, or another authority made it', async () => {
    await addList();
    expect(await verdictOn(foreign.card)).toBe('certificateUntrusted');
    const empty = await openAuth();
    const trust = await readTrustedAuthorities(empty.directory.db, 'demo');
    const certificate = await parseCertificate(pki.card);
    const { revocation } = empty.deps;
    expect(certificate && (await verifyCertificate({ trust, revocation, at: NOW }, certificate))).toEqual({
      ok: false,
      error: { code: 'certificateUntrusted' },
    });
    await empty.close();
  });

  it('is refused where a foreign authority bears the name of a trusted one', async () => {
    await addList();
    const twin = await makePki(); // same names, other keys
    expect(await verdictOn(twin.card)).toBe('certificateUntrusted');
  });

  it('is refused without the intermediate authority', async () => {
    const bare = await openAuth();
    unwrap(await addTrusted(bare.deps, pki.authority.rootCertificate));
    const trust = await readTrustedAuthorities(bare.directory.db, 'demo');
    const certificate = await parseCertificate(pki.card);
    const { revocation } = bare.deps;
    expect(
      certificate && (await verifyCertificate({ trust, revocation, at: NOW }, certificate)),
    ).toMatchObject({
      error: { code: 'certificateUntrusted' },
    });
    await bare.close();
  });

  it('is refused before and after its validity, by the time of the server', async () => {
    await addList();
    const over = new Date(NOW - 1000);
    const expired = await issueCard(pki.authority, publicKey(), { notAfter: over });
    const early = await issueCard(pki.authority, publicKey(), { notBefore: new Date(NOW + DAY_MS) });
    expect(await verdictOn(expired)).toBe('certificateExpired');
    expect(await verdictOn(early)).toBe('certificateExpired');
    const foreignExpired = await issueCard(foreign.authority, publicKey(), { notAfter: over });
    expect(await verdictOn(foreignExpired)).toBe('certificateUntrusted');
  });

  it('is refused where it was made for signatures, or says no purpose, or another one', async () => {
    await addList();
    const signature = await issueCard(pki.authority, publicKey(), { usage: 'signature' });
    expect(await verdictOn(signature)).toBe('certificatePurpose');
    const forged = (extensions: readonly Extension[]) =>
      forge(intermediate(), { publicKey: publicKey(), subjectText: NURSE.psIdNat, extensions });
    expect(await verdictOn(await forged([]))).toBe('certificatePurpose');
    expect(await verdictOn(await forged([basicConstraints({}), clientAuthentication()]))).toBe(
      'certificatePurpose',
    );
    expect(await verdictOn(await forged([keyUsage(KEY_USAGE.nonRepudiation)]))).toBe('certificatePurpose');
  });

  it('is refused where a card, and not an authority, made it', async () => {
    await addList();
    const leaf = { certificate: pki.card, key: pki.cardKeys.privateKey };
    const grandchild = await forge(leaf, { publicKey: publicKey(), subjectText: NURSE.psIdNat });
    expect(await verdictOn(grandchild)).toBe('certificateUntrusted');
    // even where an operator were led to add the card to the trust
    expect(await addTrusted(harness.deps, pki.card)).toMatchObject({ error: { type: 'NotAuthority' } });
  });

  it('is refused where an authority stands too deep for its path length', async () => {
    await addList();
    const keys = await generateKeyPair();
    const below = await forge(intermediate(), {
      publicKey: keys.publicKey,
      subjectText: 'AC TROP BASSE',
      extensions: AUTHORITY_EXTENSIONS(),
    });
    unwrap(await addTrusted(harness.deps, below));
    const card = await forge(
      { certificate: below, key: keys.privateKey },
      { publicKey: publicKey(), subjectText: NURSE.psIdNat },
    );
    expect(await verdictOn(card)).toBe('certificateUntrusted');
  });

  it('is refused where it is an authority itself, trusted or not', async () => {
    await addList();
    expect(await verdictOn(pki.authority.rootCertificate)).toBe('certificateUntrusted');
    expect(await verdictOn(pki.authority.intermediateCertificate)).toBe('certificateUntrusted');
    const authority = await forge(intermediate(), {
      publicKey: publicKey(),
      subjectText: NURSE.psIdNat,
      extensions: AUTHORITY_EXTENSIONS(),
    });
    expect(await verdictOn(authority)).toBe('certificatePurpose');
  });

  it('is refused where it names nobody, or two people', async () => {
    await addList();
    const nameless = await forge(intermediate(), { publicKey: publicKey(), subjectText: 'Solène RIVOIRE' });
    expect(await verdictOn(nameless)).toBe('certificateUnreadable');
    const two = personName(NURSE.psIdNat);
    const both = await forge(intermediate(), {
      publicKey: publicKey(),
      subjectText: NURSE.psIdNat,
      subject: Object.assign(two, {
        typesAndValues: [...two.typesAndValues, ...personName('899700002027').typesAndValues],
        valueBeforeDecode: new ArrayBuffer(0),
      }),
    });
    expect(await verdictOn(both)).toBe('certificateUnreadable');
  });

  it('is refused where it is self-signed', async () => {
    await addList();
    const own = await forge(
      { certificate: pki.card, key: pki.cardKeys.privateKey },
      { publicKey: publicKey(), subjectText: NURSE.psIdNat, issuer: personName(NURSE.psIdNat) },
    );
    expect(await verdictOn(own)).toBe('certificateUntrusted');
  });

  describe('revocation', () => {
    it('must be known: without a list nobody comes in', async () => {
      expect(await verdictOn(pki.card)).toBe('revocationListMissing');
    });

    it('must be known for now: an outdated list is none', async () => {
      await addList();
      harness.clock.advance(8 * DAY_MS);
      expect(await verdictOn(pki.card)).toBe('revocationListMissing');
    });

    it('refuses the cards on the list', async () => {
      await addList();
      expect(await verdictOn(await issueCard(pki.authority, publicKey(), { serial: 666 }))).toBe(
        'certificateRevoked',
      );
    });

    it('reads a list as long as a national one', async () => {
      const serials = Array.from({ length: 20_000 }, (_, index) => index + 1);
      const long = await createCrl(pki.authority, serials, new Date(NOW), new Date(NOW + DAY_MS));
      expect(readTrustFile(long)?.revocationLists).toHaveLength(1);
      expect(unwrap(await addRevocationList(harness.deps, long))).toMatchObject({ revoked: 20_000 });
      expect(await verdictOn(pki.card)).toBe('certificateRevoked');
      expect(await verdictOn(await issueCard(pki.authority, publicKey(), { serial: 20_001 }))).toMatchObject({
        certificate: { serial: '4e21' },
      });
    });

    it('counts from the moment when a newer list is added', async () => {
      await addList();
      expect(await verdictOn(pki.card)).toMatchObject({ holder: { psIdNat: NURSE.psIdNat } });
      const newer = await createCrl(pki.authority, [4321], new Date(NOW), new Date(NOW + DAY_MS));
      unwrap(await addRevocationList(harness.deps, newer));
      expect(await verdictOn(pki.card)).toBe('certificateRevoked');
    });

    it('takes no list of an unknown authority, no forged one and no older one', async () => {
      await addList();
      expect(await addRevocationList(harness.deps, foreign.crl)).toMatchObject({
        error: { type: 'IssuerUnknown' },
      });
      const twin = await makePki();
      expect(await addRevocationList(harness.deps, twin.crl)).toMatchObject({
        error: { type: 'IssuerUnknown' },
      });
      const older = await createCrl(pki.authority, [], new Date(NOW - 2 * DAY_MS), new Date(NOW + DAY_MS));
      expect(await addRevocationList(harness.deps, older)).toMatchObject({ error: { type: 'Older' } });
      expect(await addRevocationList(harness.deps, pki.card)).toMatchObject({
        error: { type: 'Unreadable' },
      });
    });

    it('covers the authorities too where the list of the anchor is there', async () => {
      await addList();
      const { rootCertificate, rootKey } = pki.authority;
      const asRoot = { ...pki.authority, intermediateCertificate: rootCertificate, intermediateKey: rootKey };
      unwrap(
        await addRevocationList(
          harness.deps,
          await createCrl(asRoot, [2], new Date(NOW), new Date(NOW + DAY_MS)),
        ),
      );
      expect(await verdictOn(pki.card)).toBe('certificateRevoked');
    });
  });

  describe('hostile bytes', () => {
    it('are refused, never thrown: altered certificates', async () => {
      await addList();
      const at = fc.array(fc.tuple(fc.nat(pki.card.length - 1), fc.integer({ min: 1, max: 255 })), {
        minLength: 1,
        maxLength: 3,
      });
      await fc.assert(
        fc.asyncProperty(at, async (changes) => {
          const altered = new Uint8Array(pki.card);
          for (const [index, mask] of changes) altered[index] = (altered[index] ?? 0) ^ mask;
          if (altered.every((byte, index) => byte === pki.card[index])) return;
          expect(typeof (await verdictOn(altered))).toBe('string');
        }),
        { numRuns: 150 },
      );
    });

    it('are refused, never thrown: truncated, overlong and random ones', async () => {
      expect(await parseCertificate(new Uint8Array([...pki.card, 0]))).toBeUndefined();
      expect(parseRevocationList(new Uint8Array([...pki.crl, 0]))).toBeUndefined();
      const deep = new Uint8Array(8000).map((_, index) => (index % 2 === 0 ? 0x30 : 0x80));
      expect(await parseCertificate(deep)).toBeUndefined();
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.nat(1000), async (random, cut) => {
          const own = new Uint8Array(random);
          expect(await parseCertificate(own)).toBeUndefined();
          expect(parseRevocationList(own)).toBeUndefined();
          expect(await parseCertificate(pki.card.slice(0, cut % pki.card.length))).toBeUndefined();
          expect(parseRevocationList(pki.crl.slice(0, cut % pki.crl.length))).toBeUndefined();
          readTrustFile(own);
        }),
        { numRuns: 150 },
      );
    });

    it('are refused, never thrown: altered revocation lists', async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(pki.crl.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
          const altered = new Uint8Array(pki.crl);
          altered[at] = (altered[at] ?? 0) ^ mask;
          expect((await addRevocationList(harness.deps, altered)).ok).toBe(false);
        }),
        { numRuns: 100 },
      );
    });
  });
});
