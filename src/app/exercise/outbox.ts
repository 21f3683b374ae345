import { err, ok, type Result } from '#base/result.ts';
import type { AppError } from '../port.ts';
import type { OutboxLine } from '../outbox-port.ts';
import { showWorld } from './shown-dossier.ts';
import type { World } from './world.ts';

type Written = Pick<OutboxLine, 'what' | 'dossierId' | 'title' | 'holder'>;

/** With the network of that world it is received at once; without, it waits and `Offline` is answered. */
export function send(world: World, written: Written, receive: () => void): Result<void, AppError> {
  const id = String(world.next());
  const line: OutboxLine = {
    id,
    ...written,
    state: 'waiting',
    refused: undefined,
    writtenAt: world.now(),
    sentAt: undefined,
  };
  world.outbox.push({ line, receive });
  if (world.view.online) receiveAll(world);
  showWorld(world);
  return world.view.online ? ok(undefined) : err({ type: 'Offline' });
}

/** In the order in which it was written. Answers how many were received. */
export function receiveAll(world: World): number {
  let received = 0;
  for (const item of world.outbox) {
    if (item.line.state !== 'waiting') continue;
    item.receive();
    item.line = { ...item.line, state: 'sent', sentAt: world.now() };
    received += 1;
  }
  return received;
}

/** The network of that world goes, or comes back and takes with it what waits. */
export function setNetwork(world: World, online: boolean): void {
  const { view } = world;
  if (view.online === online) return;
  view.online = online;
  if (online) syncNow(world);
  else world.note({ type: 'networkLost' });
}

/** Locked, nothing is sent. */
export function syncNow(world: World): void {
  const { view } = world;
  if (!view.online || view.vault !== 'open') return;
  const received = receiveAll(world);
  view.lastSuccessAt = world.now();
  showWorld(world);
  for (const { dossierId } of world.dossiers.values()) view.raiseRevision(dossierId);
  if (received > 0) world.note({ type: 'outboxSent' });
}
