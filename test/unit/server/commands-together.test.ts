import type { DossierId } from '#base/brand.ts';
import { executeCommands } from '#server/commands/execute.ts';
import type { SignedCommand } from '#wire/commands.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import { tracesOf } from '#test/support/server/read-traces.ts';
import {
  createBody,
  grantBody,
  insCOf,
  newDossierId,
  note,
  noteBody,
  NURSE,
  pageOf,
  type TestDevice,
} from '#test/support/server/test-device.ts';

let running: OpenedDossier['running'];
let nurse: TestDevice;
let dossierId: DossierId;

beforeEach(async () => {
  ({ running, nurse, dossierId } = await openedDossier());
});
afterEach(() => running.stop());

const now = () => running.clock.now();
const push = (signed: readonly SignedCommand[]) =>
  executeCommands(running.server.commands, signed, nurse.sender);

async function notes(count: number, where = dossierId): Promise<SignedCommand[]> {
  const signed: SignedCommand[] = [];
  for (let i = 0; i < count; i++) {
    const content = note(`Passage ${i}.`);
    await nurse.upload(content);
    signed.push(await nurse.sign(await noteBody(where, content, { title: `Passage ${i}` })));
  }
  return signed;
}

describe('the commands of one request', () => {
  it('take effect in their order, more of them than share a commit too', async () => {
    const signed = await notes(40);
    const receipts = await push(signed);
    expect(receipts.map(({ outcome }) => outcome.type)).toEqual(signed.map(() => 'done'));
    const { entries } = pageOf(await nurse.pull(dossierId));
    expect(entries.map(({ title }) => title)).toEqual(signed.map((_, i) => `Passage ${i}`));
  });

  it('may each depend on the one before: a right that is given, taken and given again', async () => {
    const bodies = [
      { type: 'withdrawAuthorisation', dossierId, professional: NURSE.psIdNat },
      grantBody(dossierId, NURSE.psIdNat, now()),
      { type: 'withdrawAuthorisation', dossierId, professional: NURSE.psIdNat },
    ] as const;
    const signed = [];
    for (const body of bodies) signed.push(await nurse.sign(body));
    expect((await push(signed)).map(({ outcome }) => outcome.type)).toEqual(['done', 'done', 'done']);
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
  });

  it('see what those before them wrote: data under a right that is then taken, and versions that are no longer the newest', async () => {
    const data = { personsToCall: [] };
    const first = {
      type: 'changeHolderData',
      dossierId,
      data: { ...data, phone: '+33 2 98 00 00 01' },
    } as const;
    const bodies = [
      first,
      { ...first, data: { ...data, phone: '+33 2 98 00 00 02' }, basedOn: 'of an older version' },
      { ...first, data: { ...data, phone: '+33 2 98 00 00 03' } },
      { type: 'withdrawAuthorisation', dossierId, professional: NURSE.psIdNat },
      first,
      grantBody(dossierId, NURSE.psIdNat, now()),
      { ...first, data: { ...data, phone: '+33 2 98 00 00 04' } },
    ] as const;
    const signed = [];
    for (const body of bodies) signed.push(await nurse.sign(body));
    const receipts = await push(signed);
    expect(receipts.map(({ outcome }) => (outcome.type === 'refused' ? outcome.code : 'done'))).toEqual([
      'done',
      'rightChanged',
      'done',
      'done',
      'notAuthorised',
      'done',
      'done',
    ]);
    const { header } = pageOf(await nurse.pull(dossierId));
    expect(header?.holderData?.phone).toBe('+33 2 98 00 00 04');
    expect(await push(signed)).toEqual(receipts);
  });

  it('may create a dossier and go on in it', async () => {
    const created = newDossierId();
    const content = note('The first.');
    await nurse.upload(content);
    const bodies = [
      createBody(created, now(), insCOf(8)),
      grantBody(created, NURSE.psIdNat, now()),
      await noteBody(created, content),
    ];
    const signed = [];
    for (const body of bodies) signed.push(await nurse.sign(body));
    expect((await push(signed)).map(({ outcome }) => outcome.type)).toEqual(['done', 'done', 'done']);
  });

  it('of which one is refused go on, each with its own trace and receipt', async () => {
    const [first, second] = await notes(2);
    if (!first || !second) throw new Error('two were signed');
    const refused = await nurse.sign(grantBody(newDossierId(), NURSE.psIdNat, now()));
    const before = (await tracesOf(running.server, dossierId)).length;
    const receipts = await push([first, refused, second]);
    expect(receipts.map(({ outcome }) => outcome.type)).toEqual(['done', 'refused', 'done']);
    expect(await tracesOf(running.server, dossierId)).toHaveLength(before + 2);
    expect(await push([first, refused, second])).toMatchObject([
      receipts[0],
      { outcome: receipts[1]?.outcome },
      receipts[2],
    ]);
    expect(await tracesOf(running.server, dossierId)).toHaveLength(before + 2);
  });

  it('of which one comes twice have one effect', async () => {
    const [only] = await notes(1);
    if (!only) throw new Error('one was signed');
    const [first, second] = await push([only, only]);
    expect(second).toEqual(first);
    expect(pageOf(await nurse.pull(dossierId)).entries).toHaveLength(1);
  });

  it('stop at the first that fails unexpectedly: those before it stay, none behind it is carried out', async () => {
    const signed = await notes(3);
    const { commands } = running.server;
    let recorded = 0;
    const shard = running.server.shards.newest;
    const traces = {
      ...shard.traces,
      together: async (...given: Parameters<typeof shard.traces.together>) => {
        const whole = await shard.traces.together(...given);
        const record: typeof whole.record = (...input) => {
          recorded += 1;
          if (recorded === 2) throw new Error('the disk is gone');
          return whole.record(...input);
        };
        return { ...whole, record };
      },
    };
    const failing = { ...shard, traces };
    const shards = { ...commands.shards, of: () => Promise.resolve(failing) };
    await expect(executeCommands({ ...commands, shards }, signed, nurse.sender)).rejects.toThrow(
      'the disk is gone',
    );
    expect(pageOf(await nurse.pull(dossierId)).entries.map(({ title }) => title)).toEqual(['Passage 0']);
    expect((await push(signed)).map(({ outcome }) => outcome.type)).toEqual(['done', 'done', 'done']);
    expect(pageOf(await nurse.pull(dossierId)).entries).toHaveLength(3);
  });
});
