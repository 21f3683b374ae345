import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url } from '#base/bytes.ts';
import type { PsIdNat } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { messagesFor } from '#cli/messages.ts';
import { openFromEnvironment } from '#cli/open.ts';
import { mayReadType } from '#domain/access/matrix.ts';
import { ALARM_KINDS, insertAlarm, type NewAlarm } from '#server/repositories/alarms.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { traceRow } from '#server/schema/trace.ts';
import { openTraceSecret } from '#server/traces/view.ts';
import { environmentIn, runIn } from './run-relais.ts';

const DOCTOR = '899700003033' as PsIdNat;
const NURSE = '899700001011' as PsIdNat;

describe('what the operator sets for the rights', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-test-'));
    env = environmentIn(folder);
    await writeFile(env.RELAIS_KEY_FILE ?? '', toBase64Url(new Uint8Array(32).fill(1)));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const relais = (...args: string[]) => runIn(env, args);

  async function onServer<T>(work: (server: RelaisServer) => Promise<T>): Promise<T> {
    const server = unwrap(await openFromEnvironment(env));
    try {
      return await work(server);
    } finally {
      await server.close();
    }
  }

  /** What the traces of the directory say was done, refused, and to what. */
  const traced = () =>
    onServer(async ({ directory, traceKey }) =>
      (await directory.db.select().from(traceRow)).map((row) => {
        const { act, because } = JSON.parse(row.leaf) as { act: string; because: string };
        return [act, because, openTraceSecret(traceKey, 'directory', row).reason];
      }),
    );

  async function fileOf(content: unknown): Promise<string> {
    const file = join(folder, 'matrix.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  const grid = {
    version: 'grille-1',
    label: 'Grille de l’essai',
    professions: { '10': { allBut: ['ATTEST-RESID'] }, '60': { only: ['60591-5', '57833-6'] } },
  };

  describe('the entitlement matrix', () => {
    it('is Relais’s own at first, and says that it is not the official one', async () => {
      const shown = await relais('matrix', 'show');
      expect(shown.code).toBe(0);
      expect(shown.out).toContain(
        'relais-2026-11\tmatrix that Relais brings, not the official one\tin force',
      );
      expect(shown.out).toContain('10\tMédecin\treads all but ATTEST-RESID');
      expect(shown.said).toContain('It is NOT the official one');
      expect(JSON.parse((await relais('matrix', 'show', '--json')).out)).toMatchObject({
        version: 'relais-2026-11',
        importedAt: null,
      });
    });

    it('is in force once imported, and says what each profession reads', async () => {
      const imported = await relais('matrix', 'import', await fileOf(grid));
      expect(imported).toMatchObject({ code: 0, said: '' });
      const shown = await relais('matrix', 'show');
      expect(shown.out).toContain('grille-1\tGrille de l’essai\timported on ');
      expect(shown.out).toContain('60\tInfirmier\treads only 57833-6 60591-5');
      expect(shown.out).toContain('21\tPharmacien\treads no type');
      expect(shown.said).toBe('');
      const { matrix } = await onServer(({ circumstancesOf }) => circumstancesOf(NURSE));
      expect(matrix.version).toBe('grille-1');
      expect([mayReadType(matrix, '60', '60591-5'), mayReadType(matrix, '60', '11488-4')]).toEqual([
        true,
        false,
      ]);
    });

    it('keeps those before it in a list, the newest first', async () => {
      await relais('matrix', 'import', await fileOf(grid));
      await new Promise((resolve) => setTimeout(resolve, 2)); // two imports in one millisecond have no order
      await relais('matrix', 'import', await fileOf({ ...grid, version: 'grille-2' }));
      expect(JSON.parse((await relais('matrix', 'list', '--json')).out)).toMatchObject([
        { version: 'grille-2', inForce: true },
        { version: 'grille-1', inForce: false },
        { version: 'relais-2026-11', inForce: false, importedAt: null },
      ]);
    });

    it('names every unknown code, and imports nothing', async () => {
      const professions = { '10': { allBut: ['NULLE-PART'] }, '00': { only: ['60591-5', 'AUCUN'] } };
      const file = await fileOf({ ...grid, professions });
      const refused = await relais('matrix', 'import', file);
      expect(refused).toMatchObject({ code: 1, out: '' });
      for (const code of ['NULLE-PART', 'AUCUN', '00']) expect(refused.said).toContain(code);
      expect(JSON.parse((await relais('matrix', 'import', file, '--json')).out)).toEqual({
        error: 'UnknownCodes',
        professions: ['00'],
        types: ['NULLE-PART', 'AUCUN'],
      });
      expect((await relais('matrix', 'list')).out).not.toContain('grille-1');
      expect(await traced()).toEqual([
        ['importMatrix', 'unknownCodes', 'grille-1'],
        ['importMatrix', 'unknownCodes', 'grille-1'],
      ]);
    });

    it.each([
      ['no JSON', 'version: 1'],
      ['no version', { ...grid, version: undefined }],
      ['a word too many', { ...grid, official: true }],
      ['both forms at once', { ...grid, professions: { '10': { only: [], allBut: [] } } }],
      ['no list', { ...grid, professions: { '10': { only: '60591-5' } } }],
    ])('is refused with %s', async (_what, content) => {
      const refused = await relais('matrix', 'import', await fileOf(content), '--json');
      expect(refused).toMatchObject({ code: 1, out: '{"error":"Malformed"}' });
      expect(await traced()).toEqual([['importMatrix', 'matrixMalformed', undefined]]);
    });

    it('never changes under the version that it has, not even the one that Relais brings', async () => {
      await relais('matrix', 'import', await fileOf(grid));
      for (const version of ['grille-1', 'relais-2026-11']) {
        const again = await relais('matrix', 'import', await fileOf({ ...grid, version, label: 'Autre' }));
        expect(again).toMatchObject({ code: 1, out: '' });
        expect(again.said).toContain(version);
      }
      expect((await relais('matrix', 'list')).out).not.toContain('Autre');
      expect(await traced()).toEqual([
        ['importMatrix', 'byOperator', 'grille-1'],
        ['importMatrix', 'versionKnown', 'grille-1'],
        ['importMatrix', 'versionKnown', 'relais-2026-11'],
      ]);
    });

    it('is taken as the operator’s guide shows it', async () => {
      const guide = await readFile('docs/operator.md', 'utf8');
      const [, example = ''] = /```json\n(\{\n {2}"version"[^`]+)```/.exec(guide) ?? [];
      expect(await relais('matrix', 'import', await fileOf(example))).toMatchObject({ code: 0, said: '' });
    });

    it('cannot come from a file that is not there', async () => {
      expect((await relais('matrix', 'import', join(folder, 'absent'))).said).toContain('cannot be read');
    });
  });

  describe('an entitlement', () => {
    beforeEach(async () => {
      const people = [
        [DOCTOR, 'KERMADEC', 'Maëlle', '10'],
        [NURSE, 'RIVOIRE', 'Solène', '60'],
      ] as const;
      for (const [number, familyName, firstName, profession] of people) {
        const names = ['--family-name', familyName, '--first-name', firstName, '--profession', profession];
        await relais('professional', 'add', number, ...names);
      }
    });

    it('is granted, listed and taken back, and each leaves a trace', async () => {
      expect((await relais('entitlement', 'list')).said).toBe('Nothing is granted to anybody.');
      expect(await relais('entitlement', 'grant', DOCTOR, 'centre15')).toMatchObject({ code: 0 });
      expect(await relais('entitlement', 'grant', NURSE, 'letters')).toMatchObject({ code: 0 });
      const listed = await relais('entitlement', 'list');
      expect(listed.out).toContain(`${DOCTOR}\tKERMADEC Maëlle\tcentre15\t`);
      expect(listed.out).toContain(`${NURSE}\tRIVOIRE Solène\tletters\t`);
      expect((await onServer(({ circumstancesOf }) => circumstancesOf(DOCTOR))).entitlements).toEqual([
        'centre15',
      ]);
      expect(await relais('entitlement', 'revoke', DOCTOR, 'centre15')).toMatchObject({ code: 0 });
      expect(await relais('entitlement', 'revoke', DOCTOR, 'centre15', '--json')).toMatchObject({
        code: 1,
        out: '{"error":"NotGranted"}',
      });
      expect(await traced()).toEqual([
        ['grantEntitlement', 'byOperator', `${DOCTOR} centre15`],
        ['grantEntitlement', 'byOperator', `${NURSE} letters`],
        ['revokeEntitlement', 'byOperator', `${DOCTOR} centre15`],
      ]);
    });

    it('is refused for whom it does not fit', async () => {
      const refusal = async (...args: string[]) =>
        (await relais('entitlement', 'grant', ...args, '--json')).out;
      expect(await refusal('x', 'letters')).toBe('{"error":"PsIdNat"}');
      expect(await refusal(DOCTOR, 'everything')).toBe('{"error":"Entitlement"}');
      expect(await refusal('899700002027', 'letters')).toBe('{"error":"Unknown"}');
      expect(await refusal(NURSE, 'centre15')).toBe('{"error":"NotDoctor"}');
      expect((await relais('entitlement', 'list', '--json')).out).toBe('[]');
    });

    it('does not come back with a professional who was shut out', async () => {
      await relais('entitlement', 'grant', DOCTOR, 'centre15');
      await relais('professional', 'remove', DOCTOR);
      expect((await relais('entitlement', 'list', '--json')).out).toBe('[]');
    });
  });

  describe('the alarms', () => {
    const HOUR_MS = 3_600_000;
    const raise = (alarm: Omit<NewAlarm, 'at'>, at: number) =>
      onServer(({ directory }) => directory.write((tx) => insertAlarm(tx, { ...alarm, at })));

    it('are told in sentences until they are marked as seen', async () => {
      expect(await relais('alarms', 'list')).toMatchObject({ code: 0, out: '', said: 'No alarm.' });
      await raise({ kind: 'dossiersOpened', psIdNat: DOCTOR, count: 200, windowMs: HOUR_MS }, 60_000);
      expect((await relais('alarms', 'list')).out).toBe(
        `1970-01-01 00:01 UTC\tthe professional ${DOCTOR} opened 200 dossiers within an hour`,
      );
      const french = await runIn({ ...env, LANG: 'fr_FR.UTF-8' }, ['alarms', 'list']);
      expect(french.out).toContain(`le professionnel ${DOCTOR} a ouvert 200 dossiers en une heure`);
      expect((await relais('alarms', 'seen')).out).toBe('1 alarm(s) marked as seen.');
      expect((await relais('alarms', 'list', '--json')).out).toBe('[]');
      expect((await relais('alarms', 'list', '--all')).out).toMatch(/an hour\tseen$/);
      expect(JSON.parse((await relais('alarms', 'list', '--all', '--json')).out)).toMatchObject([
        { kind: 'dossiersOpened', psIdNat: DOCTOR, count: 200, windowMs: HOUR_MS },
      ]);
    });

    it.each([{ LANG: 'C' }, { LANG: 'fr_FR.UTF-8' }])('have a sentence of their own each: %j', (language) => {
      const { alarms } = messagesFor(language);
      const facts = { psIdNat: DOCTOR, dossierId: null, count: 41, windowMs: 10 * 60_000 };
      const told = ALARM_KINDS.map((kind) => alarms.sentence({ ...facts, kind }));
      expect(new Set(told).size).toBe(ALARM_KINDS.length);
      for (const sentence of told) expect(sentence).toMatch(/41 .*10 minutes/);
      // of another version
      expect(alarms.sentence({ ...facts, kind: 'moonPhase', psIdNat: null })).toContain('moonPhase');
    });
  });
});
