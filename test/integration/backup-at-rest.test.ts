import type { DossierId } from '#base/brand.ts';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { noteCommand, type HttpClient } from '#test/support/http/client.ts';
import type { DemoProcess } from '#test/support/http/processes.ts';
import { relais } from '#test/support/http/relais-command.ts';
import { environmentOf, pullAll, startedDemo } from '#test/support/http/started-demo.ts';
import { markersBelow, markersIn } from '#test/support/find-markers.ts';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let demo: DemoProcess;
let nurse: HttpClient;
let dossierId: DossierId;
const backups = (): string => `${demo.folder}.backup`;

beforeAll(async () => {
  ({ demo, nurse, dossierId } = await startedDemo());
});
afterAll(async () => {
  await demo.remove();
  for (const name of readdirSync(dirname(demo.folder)))
    if (name.startsWith(basename(demo.folder)))
      rmSync(join(dirname(demo.folder), name), { recursive: true, force: true });
});

/** The demonstration's own world: cards of fictional people, which no production instance has. */
const WORLD = new Set(['demo-authority.json', 'demo-cards.json', 'operator.key']);

const MARKERS = [
  'MARQUE-DU-TITRE-É',
  'MARQUE-DU-CONTENU-Œ',
  'MARQUE-DE-L’ADRESSE',
  'MARQUE-DU-MOTIF',
  'MARQUE-DE-L’ÉQUIPE',
  // a holder of the demonstration: names, and the number that her card holds (NIR without its key)
  'TCHITCHI',
  'CATARINA',
  '2360663220836',
  // and her nurse
  'RIVOIRE',
];

async function done(body: Parameters<HttpClient['sign']>[0]): Promise<void> {
  const { receipts } = unwrap(await nurse.api.push([await nurse.sign(body)], null));
  expect(receipts[0]?.outcome.type).toBe('done');
}

/** An upload that the death of the server cuts in its middle: what had arrived lies in the folder. */
async function cutUpload(content: Uint8Array<ArrayBuffer>): Promise<void> {
  const uploads = join(demo.folder, 'uploads');
  const sizeOf = (): number =>
    readdirSync(uploads).reduce((sum, name) => sum + statSync(join(uploads, name)).size, 0);
  const before = sizeOf();
  const cut = nurse.upload(content).then(
    () => 'whole',
    () => 'cut',
  );
  while (sizeOf() === before) await new Promise((resolve) => setImmediate(resolve));
  await demo.kill();
  await demo.start();
  await cut;
}

describe('what a server leaves on disk', () => {
  it('holds no word of a dossier in clear: databases, their logs, contents, uploads, log, backups', async () => {
    const { body, content } = await noteCommand(dossierId, `${MARKERS[0]} ${MARKERS[1]}`.repeat(200));
    if (body.type !== 'provideDocument') throw new Error('no document');
    await nurse.upload(content);
    await done({ ...body, document: { ...body.document, title: MARKERS[0] ?? '' } });
    const { psIdNat } = nurse.session.professional;
    const address = { lines: [MARKERS[2] ?? ''], postalCode: '00000', city: MARKERS[2] ?? '' };
    await done({ type: 'changeHolderData', dossierId, data: { personsToCall: [], address } });
    await done({
      type: 'authoriseCareTeam',
      dossierId,
      teamId: crypto.randomUUID(),
      name: MARKERS[4] ?? '',
      members: [psIdNat],
      presence: { kind: 'declared', reason: MARKERS[3] ?? '' },
    });
    await cutUpload(utf8(`${MARKERS[1]} `.repeat(300_000)));
    await nurse.api.findProfessionals('RIVOIRE');
    expect((await pullAll(nurse, dossierId)).map(({ title }) => title)).toContain(MARKERS[0]);
    const env = environmentOf(demo);
    expect(await relais(env, ['backup', backups(), '--json'])).toMatchObject({ code: 0 });

    expect(readdirSync(demo.folder)).toContain('shard-1.db-wal');
    expect(readdirSync(join(demo.folder, 'uploads')).length).toBeGreaterThan(0);
    expect(markersBelow(demo.folder, MARKERS, WORLD)).toEqual([]);
    for (const path of [backups(), `${backups()}.keys`])
      expect(markersIn(readFileSync(path), MARKERS)).toEqual([]);
    expect(markersIn(Buffer.from(demo.log()), MARKERS)).toEqual([]);
    await demo.stop();
    expect(markersBelow(demo.folder, MARKERS, WORLD)).toEqual([]);
  });

  it('is searched as it should be: what is in clear is found, in each form', () => {
    for (const form of [
      Buffer.from('…CATARINA…'),
      Buffer.from('CATARINA', 'utf16le'),
      Buffer.from('CATARINA', 'utf16le').swap16(),
    ])
      expect(markersIn(form, MARKERS)).toEqual(['CATARINA']);
    // the cards of the demonstration are in clear, and name their holder's number
    const { psIdNat } = nurse.session.professional;
    expect(markersBelow(demo.folder, [psIdNat, '"pin"'])).not.toEqual([]);
    expect(markersBelow(demo.folder, [psIdNat, '"pin"'], WORLD)).toEqual([]);
  });
});

describe('an upload that the death of the server cut', () => {
  it('goes on afterwards, and its document is there once', async () => {
    await demo.start();
    await nurse.signInAgain();
    const { body, content } = await noteCommand(dossierId, 'x'.repeat(5_000_000));
    await cutUpload(content);
    await nurse.upload(content);
    const signed = await nurse.sign(body);
    const first = unwrap(await nurse.api.push([signed], null)).receipts;
    expect(first[0]?.outcome.type).toBe('done');
    expect(unwrap(await nurse.api.push([signed], null)).receipts).toEqual(first);
    const { documentId } = body.type === 'provideDocument' ? body.document : { documentId: '' };
    const there = (await pullAll(nurse, dossierId)).filter((entry) => entry.documentId === documentId);
    expect(there).toHaveLength(1);
  });
});
