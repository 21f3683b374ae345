import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { digestInfo } from '#cards/cps/digest-info.ts';
import type { SimulatedCps } from '#demo/cards/cps-content.ts';
import { openCpsCard, type StoredCpsCard } from '#demo/cps-card.ts';
import { connectToVpcd, type VpcdConnection } from '#demo/vpcd/connect.ts';
import { suiteName, whyNoOpenSc } from '#test/support/pcsc/components.ts';
import { startPrivatePcscd, type PrivatePcscd } from '#test/support/pcsc/private-pcscd.ts';
import { issueNurseCard, nurse } from '../../unit/demo/cards.ts';

const run = promisify(execFile);

const AUTHENTICATION_ID = 'e828bd080f8025000001ff001002';
/** Parts of the listing of `pkcs15-tool --dump`. */
const OBJECTS = [
  /PIN \[Code porteur\][^]*?ID +: 01\n[^]*?\[0x10\], initialized[^]*?min_len:4, max_len:4[^]*?Reference +: 1 /,
  /Private RSA Key \[CPS_PRIV_SIG\][^]*?nonRepudiation[^]*?Key ref +: 129 \(0x81\)[^]*?ID +: e828bd080f8025000001ff001001/,
  /Private RSA Key \[CPS_PRIV_AUT\][^]*?decrypt, sign[^]*?Key ref +: 130 \(0x82\)[^]*?ID +: e828bd080f8025000001ff001002/,
  /X\.509 Certificate \[CPS_CERT_SIG\][^]*?Path +: 3f0000017010/,
  /X\.509 Certificate \[CPS_CERT_AUT\][^]*?Path +: 3f0000017011/,
  /Data object 'CPS_ACTIVITY_01_PS'[^]*?Path: +3f000001d120[^]*?Auth ID: +01/,
];

const why = whyNoOpenSc();

describe.skipIf(why)(suiteName('the simulated CPS3 in the eyes of OpenSC', why), () => {
  let pcscd: PrivatePcscd;
  let folder: string;
  let stored: StoredCpsCard;
  let card: SimulatedCps;
  let inserted: VpcdConnection;
  beforeAll(async () => {
    const situations = [{ name: 'Cabinet A (fictif)', structureId: '1990000012', sector: 'SA07' }];
    stored = { ...(await issueNurseCard()).stored, situations };
    card = openCpsCard(stored);
    pcscd = await startPrivatePcscd();
    folder = mkdtempSync(join(tmpdir(), 'relais-opensc-'));
    inserted = unwrap(await connectToVpcd(card, { port: pcscd.ports[0] }));
    await ask('opensc-tool', '--wait', '--atr');
  });
  afterAll(async () => {
    await inserted.close();
    await pcscd.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a program says, on either stream; OpenSC keeps nothing between two runs, since its home is empty. */
  async function ask(program: string, ...args: readonly string[]): Promise<string> {
    const env = { ...process.env, HOME: folder, ...pcscd.environment };
    const { stdout, stderr } = await run(program, args, { env, timeout: 60_000 });
    return stdout + stderr;
  }

  const sign = (pin: string): Promise<string> =>
    ask(
      'pkcs11-tool',
      ...['--module', 'opensc-pkcs11.so', '--login', '--pin', pin],
      // not SHA256-RSA-PKCS: OpenSC's driver for this card leaves the hash to whoever asks
      ...['--sign', '--mechanism', 'RSA-PKCS', '--id', AUTHENTICATION_ID],
      ...['--input-file', join(folder, 'digest-info'), '--output-file', join(folder, 'signature')],
    );

  it('is a card of the IAS-ECC family', async () => {
    expect(await ask('opensc-tool', '--atr')).toContain('3b:ac:00:40:2a:00:12:25:00:64:80:00:03:10:00:90:00');
    expect(await ask('opensc-tool', '--name')).toContain('IAS-ECC');
  });

  it('has the PKCS#15 objects of a CPS', async () => {
    const dump = await ask('pkcs15-tool', '--dump');
    expect(dump).toContain('PKCS#15 Card [CPS3]');
    expect(dump).toContain(`Serial number  : ${nurse().serialNumber}f`);
    for (const block of OBJECTS) expect(dump).toMatch(block);
  });

  it('has the certificate that was issued', async () => {
    const pem = await ask('pkcs15-tool', '--read-certificate', AUTHENTICATION_ID);
    const lines = pem.split('\n').filter((line) => /^[A-Za-z0-9+/=]+$/.test(line));
    expect(lines.join('')).toBe(stored.authentication.certificate);
  });

  it('signs after its PIN what OpenSSL verifies', async () => {
    const message = utf8('signed by way of OpenSC');
    writeFileSync(join(folder, 'message'), message);
    writeFileSync(join(folder, 'digest-info'), await digestInfo(message));
    const certificate = new X509Certificate(Buffer.from(stored.authentication.certificate, 'base64'));
    const publicKey = certificate.publicKey.export({ format: 'pem', type: 'spki' });
    writeFileSync(join(folder, 'public-key'), publicKey);
    await sign(nurse().pin);
    const [key, signature, signed] = ['public-key', 'signature', 'message'].map((name) => join(folder, name));
    if (!key || !signature || !signed) throw new Error('no files');
    expect(
      await ask('openssl', 'dgst', '-sha256', '-verify', key, '-signature', signature, signed),
    ).toContain('Verified OK');
    expect(readFileSync(signature)).toHaveLength(256);
  });

  it('counts a wrong PIN once, and forgives it after a right one', async () => {
    await expect(sign('9999')).rejects.toThrow(/CKR_PIN_INCORRECT/);
    expect(card.triesLeft()).toBe(2);
    await sign(nurse().pin);
    expect(card.triesLeft()).toBe(3);
  });
});
