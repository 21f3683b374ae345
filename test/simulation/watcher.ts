import type { DossierId } from '#base/brand.ts';
import type { Dossiers, HeldDossier } from '#sync/ports.ts';
import type { Device } from './device.ts';
import type { Findings } from './findings.ts';
import { lineOf, maySee, mayRead, viewOf, type Model, type Reader, type Snapshot } from './model.ts';
import type { Heard, Moment } from './remote.ts';
import type { Ports, Tab } from './tab.ts';

export const readerOf = ({ identity: { person } }: Device): Reader => person;

export const viewHeld = ({ header, entries }: HeldDossier): string => {
  const lines = entries.map(({ documentId, status, visibility, title }) =>
    lineOf({ id: documentId, status, masked: visibility.hiddenFromProfessionals, title }),
  );
  return [`until ${header.access.until ?? 0}`, ...lines.sort()].join('\n');
};

/**
 * Looks at what an engine does while it does it: nothing half-pulled is stored, nothing is let go of that may be read,
 * and nothing stays that a good exchange told of.
 */
export class Watcher {
  readonly #model: Model;
  readonly #findings: Findings;
  readonly #now: () => Moment;
  /** Of each tab's present exchange. */
  readonly #heard = new WeakMap<Tab, { changes?: Heard; pull?: Heard }>();
  /** When the server took up the last question for changes that led to a good exchange. */
  readonly settledAt = new Map<Device, Moment & { signedIn: boolean }>();

  constructor(model: Model, findings: Findings, now: () => Moment) {
    this.#model = model;
    this.#findings = findings;
    this.#now = now;
  }

  heard(tab: Tab, heard: Heard): void {
    const known = this.#heard.get(tab) ?? {};
    if (heard.kind === 'pull') this.#heard.set(tab, { ...known, pull: heard });
    if (heard.kind === 'changes' && heard.whole) this.#heard.set(tab, { ...known, changes: heard });
  }

  began(tab: Tab): void {
    this.#heard.delete(tab);
  }

  succeeded(tab: Tab): void {
    const changes = this.#heard.get(tab)?.changes;
    if (!changes) return;
    const { takenAt, signedIn } = changes;
    this.settledAt.set(tab.device, { ...takenAt, signedIn });
    for (const [id, { held }] of tab.device.held())
      this.#checkHeld(tab.device, { id, held, takenAt, signedIn });
  }

  /** Also the tab's own pulls go through here: of a dossier that somebody opens. */
  over(tab: Tab, { remote, outbox, dossiers }: Ports): Ports {
    return { remote, outbox, dossiers: this.#dossiers(tab, dossiers) };
  }

  #dossiers(tab: Tab, dossiers: Dossiers): Dossiers {
    return {
      ...dossiers,
      commit: async (commits) => {
        const done = await dossiers.commit(commits);
        if (done.ok) for (const [id, held] of commits) this.#checkCommit(tab, id, held);
        return done;
      },
      remove: async (id) => {
        this.#checkRemoval(tab, id);
        return dossiers.remove(id);
      },
    };
  }

  #pulledAt(tab: Tab): number {
    return this.#heard.get(tab)?.pull?.takenAt.position ?? this.#model.position;
  }

  /** What is stored is what the dossier was at one moment since the question, as this reader might see it. */
  #checkCommit(tab: Tab, id: DossierId, held: HeldDossier): void {
    const reader = readerOf(tab.device);
    const stored = viewHeld(held);
    const were = this.#model.since(id, this.#pulledAt(tab));
    if (were.some((dossier) => dossier && viewOf(dossier, reader) === stored)) return;
    this.#findings.report('divergent', `${tab.device.label} stored of ${id} what it never was`);
  }

  #checkRemoval(tab: Tab, id: DossierId): void {
    const heard = this.#heard.get(tab)?.pull;
    if (!heard?.whole) return;
    const were = this.#model.since(id, heard.takenAt.position);
    const times = this.#times(heard.takenAt);
    const closed = were.some((dossier) =>
      times.some((time) => !mayRead(dossier, readerOf(tab.device), time)),
    );
    if (!closed)
      this.#findings.report('divergent', `${tab.device.label} let go of ${id}, which is open to it`);
  }

  #checkHeld(
    device: Device,
    { id, held, takenAt, signedIn }: { id: DossierId; held: HeldDossier; takenAt: Moment; signedIn: boolean },
  ): void {
    const reader = readerOf(device);
    const times = this.#times(takenAt);
    const were = this.#model.since(id, takenAt.position);
    const open = (dossier: Snapshot | undefined) => times.some((time) => mayRead(dossier, reader, time));
    if (!were.some(open)) this.#findings.report('leakedAfterWithdrawal', `${device.label} still holds ${id}`);
    if (!signedIn) return; // without a session a device only learns which dossiers it lost
    for (const { documentId } of held.entries) {
      const seen = were.some((dossier) => {
        const document = dossier?.documents.get(documentId);
        return document && maySee(document, reader);
      });
      if (!seen) this.#findings.report('leakedAfterWithdrawal', `${device.label} still shows ${documentId}`);
    }
  }

  #times({ serverTime }: Moment): number[] {
    return [serverTime, this.#now().serverTime];
  }
}
