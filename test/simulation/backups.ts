import type { DossierId, PsIdNat } from '#base/brand.ts';
import { isJournaled } from '#server/backup/journal-entry.ts';
import type { Command } from '#wire/commands.ts';
import { mayRead, maySee, type ModelMark, type Snapshot } from './model.ts';
import { PEOPLE } from './people.ts';
import { commandKey } from './receipts.ts';
import type { World } from './world.ts';

/** Backups of the server, and restores from the last one: what is lost with it is known from then on. */
export class Backups {
  #last: ModelMark | undefined;
  /** By device and number: carried out, told so maybe, and forgotten by a restore. */
  readonly lost = new Set<string>();
  restores = 0;

  /** Of the running server, as of this moment. */
  async make(world: World): Promise<void> {
    const { host, model, schedule } = world;
    if (!host.life) return;
    await world.catchUp();
    const mark = model.mark();
    await schedule.real(() => host.backUp());
    this.#last = mark;
    world.log.say('srv', `backed up after ${mark.entries} commands`);
  }

  /** The server goes back to its last backup; its key database, with the journal, is still there. */
  async restore(world: World): Promise<void> {
    const { host, model, receipts, schedule, log } = world;
    if (!this.#last || !host.life) return;
    const before = new Map(model.dossiers.map((id) => [id, model.now(id)]));
    const pending = [...world.issued].filter(([key]) => !receipts.byCommand.has(key)).map(([, one]) => one);
    await host.kill();
    const dropped = model.goBack(this.#last);
    receipts.forget(dropped, this.#last.entries);
    for (const { command } of dropped) this.lost.add(commandKey(command.device, command.n));
    await schedule.real(() => host.restore());
    await schedule.real(() => host.start());
    await world.catchUp();
    this.restores++;
    log.say(
      'srv',
      `restored, ${dropped.length} commands lost, ${model.log.length - this.#last.entries} done again`,
    );
    this.#nothingGivenBack(world, { before, pending });
  }

  /** Whether its order among others is the journal's and not its device's. */
  isRedone = ({ device, n, body }: Command): boolean =>
    isJournaled(body.type) && this.lost.has(commandKey(device, n));

  /** Before any device is back: who might not read or see, may not now. */
  #nothingGivenBack(
    { model, findings, host }: World,
    {
      before,
      pending,
    }: { before: ReadonlyMap<DossierId, Snapshot | undefined>; pending: readonly Command[] },
  ): void {
    const now = host.clock.now();
    for (const [id, then] of before) {
      const dossier = model.now(id);
      for (const reader of Object.values(PEOPLE)) {
        if (!mayRead(dossier, reader, now)) continue;
        const what = `the restore gave ${reader.firstName} back`;
        if (!mayRead(then, reader, now) && !isGivenBy(pending, id, reader.psIdNat))
          findings.report('leakedAfterWithdrawal', `${what} ${id}`);
        for (const [documentId, document] of dossier?.documents ?? []) {
          const known = then?.documents.get(documentId);
          const isPending = pending.some(
            ({ body }) => 'documentId' in body && body.documentId === documentId,
          );
          if (known && !maySee(known, reader) && maySee(document, reader) && !isPending)
            findings.report('leakedAfterWithdrawal', `${what} ${documentId}`);
        }
      }
    }
  }
}

/** Noted in the journal before a kill and carried out by the restore: its device still offers it. */
const isGivenBy = (pending: readonly Command[], id: DossierId, psIdNat: PsIdNat): boolean =>
  pending.some(
    ({ body }) =>
      (body.type === 'grantAuthorisation' || body.type === 'unblockProfessional') &&
      body.dossierId === id &&
      body.professional === psIdNat,
  );
