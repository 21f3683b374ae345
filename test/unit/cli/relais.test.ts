import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url, utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { openFromEnvironment } from '#cli/open.ts';
import { beginPairing } from '#server/relay/pairings.ts';
import { traceRow } from '#server/schema/trace.ts';
import { eq } from 'drizzle-orm';
import { keyNamed } from '#test/support/server/relay-sides.ts';
import { makePki, type TestPki } from '#test/support/server/test-pki.ts';
import { environmentIn, runIn } from './run-relais.ts';

describe('the command line', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-test-'));
    env = environmentIn(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const relais = (args: string[], given: { input?: string; env?: Record<string, string> } = {}) =>
    runIn(given.env ?? env, args, given.input);

  describe('insc', () => {
    const JEAN = ['insc', '--first-name', 'Jean', '--birth', '1950-08-01', '--nir', '150081505104018'];

    it('prints the 22 digits and nothing else', async () => {
      expect(await relais(JEAN)).toEqual({ code: 0, out: '1541187387477485562488', said: '' });
    });

    it('prints JSON for scripts, and reads the NIR from standard input', async () => {
      const args = [...JEAN.slice(0, -1), '-', '--json'];
      expect(await relais(args, { input: '150081505104018\n' })).toMatchObject({
        code: 0,
        out: '{"insC":"1541187387477485562488"}',
      });
    });

    it('says why there is none, on standard error, without repeating the NIR', async () => {
      const wrongKey = await relais([...JEAN.slice(0, -1), '150081505104019']);
      expect(wrongKey).toEqual({ code: 1, out: '', said: 'The key of the NIR does not fit its number.' });
      const lunar = await relais([
        'insc',
        '--first-name',
        'Jean',
        '--birth',
        '1950-00-00',
        '--nir',
        '150081505104018',
        '--json',
      ]);
      expect(lunar).toMatchObject({ code: 1, out: '{"error":"BirthDateIncomplete"}' });
    });

    it('speaks French where the environment does', async () => {
      const french = await relais([...JEAN.slice(0, -1), '1'], { env: { LANG: 'fr_FR.UTF-8' } });
      expect(french.said).toBe('Un NIR compte 13 caractères et une clé de 2 chiffres.');
    });
  });

  it('checks a NIR', async () => {
    expect(await relais(['nir', 'check', '150081505104018'])).toEqual({ code: 0, out: 'valid', said: '' });
    expect(await relais(['nir', 'check', '150081505104017'])).toMatchObject({ code: 1, out: '' });
    expect(await relais(['nir', 'check', '--json', '2'])).toMatchObject({
      code: 1,
      out: '{"error":"NirLength"}',
    });
  });

  describe('usage', () => {
    it.each([
      ['--help'],
      ['insc', '--help'],
      ['nir', '--help'],
      ['nir', 'check', '--help'],
      ['professional', '--help'],
      ['professional', 'add', '--help'],
      ['professional', 'list', '--help'],
      ['professional', 'remove', '--help'],
      ['pairings', '--help'],
      ['pairings', 'list', '--help'],
      ['pairings', 'end', '--help'],
      ['entitlement', '--help'],
      ['entitlement', 'grant', '--help'],
      ['entitlement', 'revoke', '--help'],
      ['entitlement', 'list', '--help'],
      ['matrix', '--help'],
      ['matrix', 'import', '--help'],
      ['matrix', 'list', '--help'],
      ['matrix', 'show', '--help'],
      ['alarms', '--help'],
      ['alarms', 'list', '--help'],
      ['alarms', 'seen', '--help'],
      ['trust', '--help'],
      ['trust', 'add', '--help'],
      ['trust', 'list', '--help'],
      ['audit', '--help'],
      ['audit', 'verify', '--help'],
      ['audit', 'head', '--help'],
      ['key', '--help'],
      ['key', 'new', '--help'],
    ])('has help: %s %s %s', async (...args) => {
      const ran = await relais(args.filter((arg) => typeof arg === 'string'));
      expect(ran).toMatchObject({ code: 0, said: '' });
      expect(ran.out).toContain('Usage: relais');
    });

    it.each([
      [[]],
      [['frobnicate']],
      [['trust']],
      [['trust', 'add']],
      [['insc', '--first-name']],
      [['nir', 'check', '1', '2']],
    ])('is said to be wrong, with its own exit code: %j', async (args: string[]) => {
      const ran = await relais(args);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.said).not.toBe('');
    });

    it('is said to be wrong in French too', async () => {
      const ran = await relais(['trust', 'add'], { env: { LC_ALL: 'fr_FR' } });
      expect(ran).toMatchObject({ code: 2, said: 'relais: argument manquant : file' });
    });
  });

  it('names every part of the configuration that is missing', async () => {
    const ran = await relais(['professional', 'list'], { env: {} });
    expect(ran).toMatchObject({ code: 3, out: '' });
    for (const name of ['ORIGIN', 'RELAIS_DATA', 'RELAIS_KEY_FILE']) expect(ran.said).toContain(name);
  });

  it('makes a key file that only its owner reads, and never writes over one', async () => {
    const file = join(folder, 'operator.key');
    expect(await relais(['key', 'new', file])).toMatchObject({ code: 0, out: '' });
    const made = await readFile(file, 'utf8');
    expect(made).toMatch(/^[A-Za-z0-9_-]{43}\n$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await relais(['key', 'new', file])).toMatchObject({ code: 1 });
    expect(await readFile(file, 'utf8')).toBe(made);
    expect(await relais(['key', 'new', join(folder, 'none', 'key')])).toMatchObject({ code: 1 });
  });

  describe('on data', () => {
    let pki: TestPki;
    beforeAll(async () => {
      pki = await makePki();
    });
    beforeEach(() => writeFile(env.RELAIS_KEY_FILE ?? '', toBase64Url(new Uint8Array(32).fill(1))));

    const nurse = ['--family-name', 'RIVOIRE', '--first-name', 'Solène', '--profession', '60'];

    it('adds, lists and removes professionals', async () => {
      expect(await relais(['professional', 'list'])).toMatchObject({ code: 0, out: '' });
      expect(await relais(['professional', 'add', '899700001011', ...nurse])).toMatchObject({ code: 0 });
      expect((await relais(['professional', 'list'])).out).toBe('899700001011\tRIVOIRE Solène\tInfirmier');
      expect(JSON.parse((await relais(['professional', 'list', '--json'])).out)).toEqual([
        { psIdNat: '899700001011', familyName: 'RIVOIRE', firstName: 'Solène', profession: '60' },
      ]);
      expect(await relais(['professional', 'remove', '899700001011'])).toMatchObject({ code: 0 });
      expect(await relais(['professional', 'remove', '899700001011'])).toMatchObject({ code: 1 });
      expect((await relais(['professional', 'list', '--json'])).out).toBe('[]');
    });

    it('takes no professional without a number, a profession and a name', async () => {
      expect(await relais(['professional', 'add', 'x', ...nurse])).toMatchObject({ code: 1 });
      const names = ['--family-name', 'A', '--first-name', 'B', '--profession'];
      expect(await relais(['professional', 'add', '899700001011', ...names, '00'])).toMatchObject({
        code: 1,
      });
      expect(
        await relais([
          'professional',
          'add',
          '899700001011',
          '--family-name',
          '-',
          '--first-name',
          'B',
          '--profession',
          '10',
        ]),
      ).toMatchObject({ code: 1 });
    });

    it('lists the pairings of apps and bridges, and ends one', async () => {
      const keys = { bridge: keyNamed('bridge'), app: keyNamed('app') };
      const end = ['pairings', 'end', keys.bridge, keys.app];
      expect(await relais(['pairings', 'list'])).toMatchObject({
        code: 0,
        out: '',
        said: 'Nothing is paired.',
      });
      expect(await relais(end)).toMatchObject({ code: 1, out: '' });
      await onServer(({ directory, directoryTraces: traces, clock }) => {
        const names = { bridgeName: 'Poste 3', appName: 'Tablette' };
        return beginPairing({ directory, traces }, { ...keys, ...names }, clock.now());
      });
      expect((await relais(['pairings', 'list'])).out).toContain(
        `${keys.bridge}\tPoste 3\t${keys.app}\tTablette\t`,
      );
      expect(JSON.parse((await relais(['pairings', 'list', '--json'])).out)).toMatchObject([keys]);
      expect(await relais([...end.slice(0, 3), 'Tablette', '--json'])).toMatchObject({
        code: 1,
        out: '{"error":"Key"}',
      });
      expect(await relais(end)).toMatchObject({ code: 0, out: 'The pairing has ended.' });
      expect(await relais([...end, '--json'])).toMatchObject({ code: 1, out: '{"error":"Unknown"}' });
      expect((await relais(['pairings', 'list', '--json'])).out).toBe('[]');
      expect((await relais(['audit', 'verify'])).out).toContain('directory: 2 trace(s), intact.');
    });

    it('refuses the authorities of the demonstration in production', async () => {
      const file = join(folder, 'root.der');
      await writeFile(file, pki.authority.rootCertificate);
      const refused = await relais(['trust', 'add', file, '--json']);
      expect(refused).toMatchObject({ code: 1, out: '{"error":"DemoInProduction"}' });
    });

    it('adds and lists what is trusted, in an instance of whatever kind it is', async () => {
      await makeDemoInstance();
      const files = {
        root: pki.authority.rootCertificate,
        sub: pki.authority.intermediateCertificate,
        crl: pki.crl,
      };
      for (const [name, der] of Object.entries(files)) await writeFile(join(folder, name), der);
      const added = await relais([
        'trust',
        'add',
        ...Object.keys(files).map((name) => join(folder, name)),
        '--json',
      ]);
      expect(added.code).toBe(0);
      expect(JSON.parse(added.out)).toMatchObject([
        { kind: 'anchor' },
        { kind: 'intermediate' },
        { kind: 'revocationList', revoked: 1 },
      ]);
      const listed = await relais(['trust', 'list']);
      expect(listed.out).toContain('anchor: C=FR, O=RELAIS DEMONSTRATION');
      expect(listed.out).toContain('revocation list: ');
    });

    it('says which file cannot be used', async () => {
      await writeFile(join(folder, 'text'), utf8('bonjour'));
      expect(await relais(['trust', 'add', join(folder, 'text')])).toMatchObject({ code: 1 });
      expect((await relais(['trust', 'add', join(folder, 'absent')])).said).toContain('cannot be read');
      expect((await relais(['trust', 'list'])).said).toContain('Nothing is trusted yet');
    });

    it('verifies the traces, and names the first that was altered', async () => {
      await makeDemoInstance(3);
      const heads = join(folder, 'heads.json');
      const before = await relais(['audit', 'verify']);
      expect(before).toMatchObject({ code: 0 });
      expect(before.out).toContain('directory: 3 trace(s), intact. Tail unproven');
      await writeFile(heads, (await relais(['audit', 'head'])).out);
      expect((await relais(['audit', 'verify', '--head', heads])).out).toContain(
        'Nothing was cut off its end.',
      );
      await onServer(async ({ directory }) => {
        const [row] = await directory.db.select().from(traceRow).where(eq(traceRow.leafIndex, 1));
        const leaf = (row?.leaf ?? '').replace('"allowed":false', '"allowed":true');
        await directory.write((tx) => tx.update(traceRow).set({ leaf }).where(eq(traceRow.leafIndex, 1)));
      });
      const after = await relais(['audit', 'verify']);
      expect(after.code).toBe(1);
      expect(after.out).toContain('directory: ALTERED at trace 1');
      expect(JSON.parse((await relais(['audit', 'verify', '--json'])).out)).toMatchObject([
        { tree: 'directory', first: { leafIndex: 1, alteration: 'leafAltered' } },
        {},
      ]);
    });

    it('takes no head that this instance did not sign', async () => {
      const file = join(folder, 'heads.json');
      for (const text of ['nonsense', '[{"tree":"directory"}]']) {
        await writeFile(file, text);
        expect(await relais(['audit', 'verify', '--head', file])).toMatchObject({ code: 1 });
      }
    });

    type Server = Extract<Awaited<ReturnType<typeof openFromEnvironment>>, { ok: true }>['value'];
    async function onServer(work: (server: Server) => Promise<void>): Promise<void> {
      const server = unwrap(await openFromEnvironment(env));
      await work(server);
      await server.close();
    }

    /** A demonstration's data, as the demonstration makes them, with some refused sign-ins in the traces. */
    async function makeDemoInstance(traces = 0): Promise<void> {
      const { readConfig } = await import('#server/config.ts');
      const { openServer } = await import('#server/server.server.ts');
      const server = unwrap(await openServer(unwrap(readConfig(env, 'demo'))));
      for (let n = 0; n < traces; n++)
        await server.directory.write((tx) =>
          server.directoryTraces.record(tx, {
            at: n,
            act: 'signIn',
            mode: 'normal',
            allowed: false,
            because: 'nonceUnknown',
          }),
        );
      await server.close();
    }
  });
});
