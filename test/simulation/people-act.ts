import type { DocumentId, DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import { planTakingBack } from '#sync/taking-back.ts';
import type { CommandBody } from '#wire/commands.ts';
import { DOCUMENT_CHANGES } from '#wire/right-commands.ts';
import { creation, grant, newDocumentId, newDossierId, note, NOTE, PSYCHIATRIC_SUMMARY } from './bodies.ts';
import { takeBack, waitingIn } from './outbox-store.ts';
import { insCNo, PEOPLE } from './people.ts';
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

/** What a professional does with the app, one thing at a time; drawn by the seed. */

type Act = (world: World, tab: Tab) => Promise<void> | void;

/** How often, relative to the others. */
const ACTS: readonly (readonly [number, Act])[] = [
  [28, (world, tab) => writeNotes(world, tab, 1)],
  [5, (world, tab) => writeNotes(world, tab, tab.device.draw.between(3, 7))],
  [14, open],
  [10, (world, tab) => change(world, tab)],
  [9, (world, tab) => writeRight(world, tab, 'grantAuthorisation')],
  [7, (world, tab) => writeRight(world, tab, 'withdrawAuthorisation')],
  [2, (world, tab) => writeRight(world, tab, 'blockProfessional')],
  [4, (world, tab) => writeRight(world, tab, 'unblockProfessional')],
  [5, create],
  [4, takeOneBack],
  [4, pinOrUnpin],
  [3, lockVault],
  [3, (_world, tab) => void tab.engine?.syncNow()],
  [3, (world, tab) => world.openTab(tab.device)],
  [2, (world, tab) => world.killTab(tab)],
];
const TOTAL = ACTS.reduce((sum, [weight]) => sum + weight, 0);

export async function act(world: World, tab: Tab): Promise<void> {
  let left = tab.device.draw.fraction() * TOTAL;
  for (const [weight, what] of ACTS) {
    left -= weight;
    if (left < 0) return what(world, tab);
  }
}

const dossierFor = ({ dossiers }: World, { device }: Tab): DossierId => device.draw.pick(dossiers);

/** Mostly one that is open on the screen: who writes where they have no right is told so. */
function dossierAtHand(world: World, tab: Tab): DossierId {
  const { draw } = tab.device;
  const held = [...tab.device.held().keys()];
  return held.length > 0 && draw.chance(0.75) ? draw.pick(held) : dossierFor(world, tab);
}

async function write(world: World, tab: Tab, body: CommandBody, content?: Bytes): Promise<void> {
  if (!tab.device.unlocked) return;
  const written = await tab.device.write(tab, { body, ...(content && { content }) });
  if (written.ok) world.written(tab, written.value);
  else world.log.say(tab.name, `could not keep ${body.type}: ${written.error.type}`);
}

async function writeNotes(world: World, tab: Tab, count: number): Promise<void> {
  const { draw } = tab.device;
  const dossierId = dossierAtHand(world, tab);
  for (let n = 0; n < count; n++) {
    const text = `${tab.device.label} ${world.nextNote()} ${'. '.repeat(draw.between(0, 30))}`;
    const typeCode = draw.chance(0.85) ? NOTE : PSYCHIATRIC_SUMMARY;
    const { body, content } = note(dossierId, newDocumentId(draw.uuid()), { text, typeCode });
    await write(world, tab, body, content);
  }
}

/** Fetches a dossier, as looking at it does. */
async function open(world: World, tab: Tab): Promise<void> {
  const id = dossierFor(world, tab);
  const pulled = await tab.engine?.pull(new Map([[id, tab.device.held().get(id)?.cursor ?? null]]));
  const outcome = pulled?.ok ? pulled.value.get(id) : pulled?.error;
  world.log.say(
    tab.name,
    `opened ${world.short(id)}: ${typeof outcome === 'object' ? outcome.type : outcome}`,
  );
}

/** Of a document on the screen, mostly one's own. */
async function change(world: World, tab: Tab): Promise<void> {
  const { device } = tab;
  const shown = [...device.held()].flatMap(([dossierId, { held }]) =>
    held.entries.map(({ documentId, depositor }) => ({ dossierId, documentId, depositor })),
  );
  const own = shown.filter(({ depositor }) => depositor.psIdNat === device.identity.person.psIdNat);
  const among = own.length > 0 && device.draw.chance(0.9) ? own : shown;
  if (among.length === 0) return;
  const { dossierId, documentId } = device.draw.pick(among);
  await write(world, tab, changeOf(tab, dossierId, documentId));
}

const changeOf = ({ device }: Tab, dossierId: DossierId, documentId: DocumentId): CommandBody => {
  const change = device.draw.pick(DOCUMENT_CHANGES.filter((one) => !one.startsWith('reveal')));
  return { type: 'changeDocument', dossierId, documentId, change };
};

type RightType = 'grantAuthorisation' | 'withdrawAuthorisation' | 'blockProfessional' | 'unblockProfessional';

async function writeRight(world: World, tab: Tab, type: RightType): Promise<void> {
  const { draw, clock } = tab.device;
  const dossierId = dossierFor(world, tab);
  const professional = draw.pick(Object.values(PEOPLE)).psIdNat;
  const body: CommandBody =
    type === 'grantAuthorisation'
      ? grant(dossierId, professional, clock.now())
      : { type, dossierId, professional };
  await write(world, tab, body);
}

/** Of few holders, so that two create for the same; what follows is written under the number that the device chose. */
async function create(world: World, tab: Tab): Promise<void> {
  const { draw, clock } = tab.device;
  const id = newDossierId(draw.uuid());
  await write(world, tab, creation(id, insCNo(draw.between(1, 9)), clock.now()));
  await write(world, tab, grant(id, tab.device.identity.person.psIdNat, clock.now()));
  const { body, content } = note(id, newDocumentId(draw.uuid()), {
    text: `${tab.device.label} ${world.nextNote()} at the bedside`,
    typeCode: NOTE,
  });
  await write(world, tab, body, content);
}

/** What waits and never left the device, with all that depends on it. */
async function takeOneBack(world: World, tab: Tab): Promise<void> {
  const { device } = tab;
  const waiting = waitingIn(device.vault);
  if (waiting.length === 0) return;
  const commands = waiting.map(({ item, neverSent = false }) => ({ command: item.command, neverSent }));
  const plan = planTakingBack(commands, device.draw.pick(commands).command.n);
  if (plan.kind === 'mayNot') return;
  const done = await takeBack(device.disk(tab, device.vault), plan.ns);
  if (!done.ok || !done.value) return;
  world.takenBack(tab, plan.ns);
  tab.engine?.takenBack(plan.ns);
}

function pinOrUnpin(_world: World, { device }: Tab): void {
  const held = [...device.held().keys()];
  if (held.length > 0) device.pin(device.draw.pick(held), device.draw.chance(0.7));
}

function lockVault(world: World, { device }: Tab): void {
  world.lock(device);
  device.schedule.after(device.draw.between(500, 20_000), () => world.unlock(device));
}
