import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PsIdNat } from '#base/brand.ts';
import { DEMO_PROFESSIONALS } from '#demo/professionals.ts';
import { furnish } from '#demo/server/furnish.ts';
import { openWorld } from '#demo/server/world.ts';
import { listOpenDossiers } from '#server/dossiers/list.ts';
import { noticeRow } from '#server/schema/shard.ts';
import { auditTree } from '#server/traces/audit.ts';
import type { PullResult } from '#wire/sync.ts';
import { registerDevice } from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

type Page = Extract<PullResult, { kind: 'page' }>;

describe('a demonstration at its first start', () => {
  let running: Awaited<ReturnType<typeof startTestServer>>;
  let folder: string;
  /** What each professional sees, by family name of the holder. */
  const seen: Record<string, Map<string, Page>> = {};
  beforeAll(async () => {
    running = await startTestServer();
    folder = mkdtempSync(join(tmpdir(), 'relais-demo-'));
    const world = await openWorld(folder, running.clock.now());
    await furnish(running.server, world);
    await furnish(running.server, { ...world, fresh: false }); // as at the next start
    for (const { id } of DEMO_PROFESSIONALS) seen[id] = await pagesOf(id);
  }, 60_000);
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function pagesOf(id: string): Promise<Map<string, Page>> {
    const { server } = running;
    const person = DEMO_PROFESSIONALS.find((known) => known.id === id);
    const { familyName = '', firstName = '', professionCode: profession = '' } = person ?? {};
    const psIdNat = person?.psIdNat as PsIdNat;
    const device = await registerDevice(server, { psIdNat, familyName, firstName, profession });
    const asker = { professional: device.actor, device: device.device };
    const listed = await listOpenDossiers(server.commands, asker);
    const pages = new Map<string, Page>();
    for (const { dossierId, holder } of listed) {
      const page = await device.pull(dossierId);
      if (page.kind === 'page') pages.set(holder.familyName, page);
    }
    return pages;
  }

  const pageOf = (id: string, holder: string): Page => {
    const page = seen[id]?.get(holder);
    if (!page) throw new Error(`${id} does not see ${holder}`);
    return page;
  };
  const titlesOf = (id: string, holder: string) => pageOf(id, holder).entries.map(({ title }) => title);

  it('has four dossiers, open to those whom their holders let in', () => {
    expect([...(seen['cps-generaliste']?.keys() ?? [])].sort()).toEqual([
      'FAUVEL',
      'NESSI',
      'PAT-TROIS',
      'TCHITCHI',
    ]);
    expect([...(seen['cps-infirmiere']?.keys() ?? [])].sort()).toEqual(['PAT-TROIS', 'TCHITCHI']);
    expect([...(seen['cps-urgentiste']?.keys() ?? [])]).toEqual([]);
  });

  it('has an attending physician, confirmed, who sees what is masked', () => {
    const { rights, standing } = pageOf('cps-generaliste', 'PAT-TROIS').header;
    expect(rights?.attendingPhysician).toMatchObject({
      professional: { name: 'Maëlle KERMADEC' },
      confirmed: true,
    });
    expect(standing.attendingPhysician).toBe('confirmed');
    expect(titlesOf('cps-generaliste', 'PAT-TROIS')).toContain('Passage aux urgences');
    expect(titlesOf('cps-infirmiere', 'PAT-TROIS')).not.toContain('Passage aux urgences');
  });

  it('shows a document in each state, and one that awaits its announcement', () => {
    const { entries } = pageOf('cps-generaliste', 'PAT-TROIS');
    const of = (title: string) =>
      entries.filter((entry) => entry.title === title).map(({ status }) => status);
    expect(of('Surveillance de la thyroïde').sort()).toEqual(['current', 'deprecated']);
    expect(of('Ordonnance de l’an passé')).toEqual(['archived']);
    const awaiting = entries.filter(({ visibility }) => visibility.hiddenFromHolder);
    expect(awaiting).toMatchObject([{ title: 'Avis du spécialiste, à annoncer à la patiente' }]);
    expect(awaiting[0]?.revealedToHolderAt).toBeGreaterThan(running.clock.now());
  });

  it('has a care team for the one cared for at home', () => {
    const { rights } = pageOf('cps-infirmiere', 'TCHITCHI').header;
    expect(rights?.teams).toMatchObject([
      {
        name: 'Équipe de soins du domicile',
        members: [{ name: 'Solène RIVOIRE' }, { name: 'Maëlle KERMADEC' }],
      },
    ]);
  });

  it('knows whom to call, and an e-mail for one holder alone', () => {
    const dataOf = (holder: string) => pageOf('cps-generaliste', holder).header.holderData;
    expect(dataOf('PAT-TROIS').email).toMatch(/@example\.invalid$/);
    expect(dataOf('TCHITCHI').email).toBeUndefined();
    expect(dataOf('TCHITCHI').personsToCall).toHaveLength(2);
    expect(dataOf('TCHITCHI').address?.city).toBe('VILLE-FICTIVE');
  });

  it('has a minor with a mother, and a document that is kept from her', () => {
    const { header, entries } = pageOf('cps-generaliste', 'FAUVEL');
    expect(header).toMatchObject({ minor: true, represented: true });
    expect(header.rights?.representatives).toMatchObject([{ representative: { role: 'mother' } }]);
    expect(entries.filter(({ visibility }) => visibility.hiddenFromRepresentatives)).toHaveLength(1);
  });

  it('has a holder who refuses the break-glass', () => {
    const { optOut } = pageOf('cps-generaliste', 'NESSI').header;
    expect(optOut).toEqual({ breakGlass: true, dispatchCentre: false });
  });

  it('has a regulating doctor, and somebody who prints letters: one waits', async () => {
    const of = async (id: string) => {
      const psIdNat = DEMO_PROFESSIONALS.find((known) => known.id === id)?.psIdNat as PsIdNat;
      return (await running.server.circumstancesOf(psIdNat)).entitlements;
    };
    expect(await of('cps-urgentiste')).toEqual(['centre15']);
    expect(await of('cps-generaliste')).toEqual(['letters']);
    expect(await of('cps-infirmiere')).toEqual([]);
    const notices = await running.server.shards.newest.database.db.select().from(noticeRow);
    expect(notices).toMatchObject([{ kind: 'attendingDeclared', recipient: null, channel: 'letter' }]);
  });

  it('left a trace of all it did, in trees that are whole', async () => {
    const { directory, shards, traceKey } = running.server;
    const { database, name } = shards.newest;
    const shard = await auditTree({ database, tree: name, traceKey });
    const outside = await auditTree({ database: directory, tree: 'directory', traceKey });
    expect([shard.first, outside.first]).toEqual([undefined, undefined]);
    expect(shard.traces).toBeGreaterThan(40);
  });
});
