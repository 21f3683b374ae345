import type { Database } from '#server/database.server.ts';
import { keysIn, type DossierRow } from './dossier-store.ts';
import type { Device } from './device.ts';
import { mayRead, viewOf } from './model.ts';
import { OUTBOX, QUARANTINE, SETTLED, type OutboxRow, type SettledRow } from './outbox-store.ts';
import { textOf } from './receipts.ts';
import { readerOf, viewHeld } from './watcher.ts';
import type { World } from './world.ts';

/** What must hold when everything has come to rest: nothing lost, nothing double, everybody with what the server has. */
export async function lastLook(world: World): Promise<{ quarantined: number }> {
  const { life } = world.host;
  if (!life) throw new Error('the last look is at a server that runs');
  for (const { database } of life.server.shards.all) {
    await world.receipts.catchUp(database);
    await lookAtServer(world, database);
  }
  lookAtCommands(world);
  for (const device of world.devices) lookAtDevice(world, device);
  lookAtOrder(world);
  return { quarantined: world.devices.flatMap(({ vault }) => vault.all(QUARANTINE)).length };
}

/** Each document that a receipt promises stands there once, where it belongs; each right was changed as often as said. */
async function lookAtServer({ model, findings }: World, { client }: Pick<Database, 'client'>): Promise<void> {
  const { rows } = await client.execute('SELECT document_id, dossier_id FROM document');
  const placed = new Map(
    rows.map(({ document_id, dossier_id }) => [textOf(document_id), textOf(dossier_id)]),
  );
  const counted = await client.execute(
    'SELECT dossier_id, count(*) AS acts FROM right_act GROUP BY dossier_id',
  );
  const acts = new Map(counted.rows.map(({ dossier_id, acts }) => [textOf(dossier_id), Number(acts)]));
  let promised = 0;
  for (const id of model.dossiers) {
    const dossier = model.now(id);
    for (const documentId of dossier?.documents.keys() ?? []) {
      promised++;
      if (placed.get(documentId) !== id)
        findings.report('lost', `document ${documentId} is not in its dossier`);
    }
    const more = (acts.get(id) ?? 0) - (dossier?.rightActs ?? 0);
    if (more > 0) findings.report('duplicated', `${more} acts on the rights of ${id}`);
    if (more < 0) findings.report('lost', `${-more} acts on the rights of ${id}`);
  }
  if (rows.length > promised)
    findings.report('duplicated', `${rows.length - promised} documents that no receipt knows`);
}

/** What was written is on the server, or waits, or was refused and is kept with its reason; what was taken back is nowhere. */
function lookAtCommands(world: World): void {
  const { issued, acknowledged, receipts, devices, findings, backups, withdrawn } = world;
  const byDevice = new Map(devices.map((device) => [String(device.identity.device), device]));
  for (const [key, { device, n, body }] of issued) {
    const owner = byDevice.get(device);
    if (!owner) continue;
    const what = `${owner.label} ${n} ${body.type}`;
    const done = receipts.byCommand.get(key);
    if (withdrawn.has(key)) {
      if (done) findings.report('divergent', `${what} was taken back, and the server has it`);
      continue;
    }
    const refused = owner.vault.get<SettledRow>(QUARANTINE, n);
    // offered again after a restore, it may meet rights that were withdrawn since: then its author is told
    const isToldAgain = backups.lost.has(key) && refused !== undefined;
    if (acknowledged.has(key) && done?.type !== 'done' && !isToldAgain)
      findings.report('lost', `${what} was said to be sent`);
    const kept = owner.vault.get(OUTBOX, n) ?? owner.vault.get(QUARANTINE, n) ?? owner.vault.get(SETTLED, n);
    if (!kept) findings.report('lost', `${what} is nowhere on its device`);
    if (!refused) continue;
    if (refused.receipt.outcome.type !== 'refused')
      findings.report('divergent', `${what} is set aside without a reason`);
    if (done?.type === 'done' && !backups.lost.has(key))
      findings.report('divergent', `${what} is set aside, and was carried out`);
  }
}

function lookAtDevice({ model, findings, host }: World, device: Device): void {
  const { label, vault } = device;
  const reader = readerOf(device);
  const held: Map<string, DossierRow> = device.held();
  for (const [id, row] of device.held()) {
    const dossier = model.now(id);
    if (!dossier || !mayRead(dossier, reader, host.clock.now()))
      findings.report('leakedAfterWithdrawal', `${label} holds ${id} at rest`);
    else if (viewOf(dossier, reader) !== viewHeld(row.held))
      findings.report('divergent', `${label} holds another ${id} than the server`);
  }
  for (const id of keysIn(vault))
    if (!held.has(id) && !mayRead(model.now(id), reader, host.clock.now()))
      findings.report('leakedAfterWithdrawal', `${label} holds the key of ${id} at rest`);
  const waiting = vault.all<OutboxRow>(OUTBOX).length;
  if (waiting > 0) findings.report('divergent', `${label} never sent ${waiting} commands`);
}

/**
 * Commands of one device for one dossier take effect in the order in which they were written; under a provisional number
 * they were written for what the device took for another dossier.
 */
function lookAtOrder({ model, findings, devices, backups }: World): void {
  const labels = new Map(devices.map(({ label, identity }) => [String(identity.device), label]));
  const last = new Map<string, number>();
  for (const { command, outcome } of model.log) {
    if (outcome.type !== 'done' || backups.isRedone(command)) continue;
    const place = `${command.device} in ${command.body.dossierId}`;
    const before = last.get(place) ?? 0;
    const label = labels.get(command.device) ?? '';
    if (before >= command.n)
      findings.report(
        'divergent',
        `out of order: ${label} ${command.body.type} ${command.n} after ${before}`,
      );
    last.set(place, command.n);
  }
}
