import type { DeviceId, PsIdNat } from '#base/brand.ts';
import type { RightAct, RightChange } from '#domain/rights/right-act.ts';
import fc from 'fast-check';

/** Few of each, so that acts drawn by chance meet one another. */
export const PEOPLE = ['899700009901', '899700009902', '899700009903'] as [PsIdNat, PsIdNat, PsIdNat];
export const DEVICES = ['a'.repeat(43), 'b'.repeat(43)] as [DeviceId, DeviceId];
export const LATEST = 1000;

const person = fc.constantFrom(...PEOPLE);
const device = fc.constantFrom(...DEVICES);
const id = fc.constantFrom('x', 'y');
const time = fc.integer({ min: 0, max: LATEST });
const members = fc.uniqueArray(person, { minLength: 1 });

/** Any change, and of any of the few subjects. */
export const anyChange: fc.Arbitrary<RightChange> = fc.oneof(
  fc.record({ kind: fc.constant('granted' as const), professional: person, until: time }),
  fc.record({ kind: fc.constantFrom('withdrawn' as const, 'blocked', 'unblocked'), professional: person }),
  fc.record({ kind: fc.constant('teamAuthorised' as const), teamId: id, members, until: time }),
  fc.record({ kind: fc.constant('teamChanged' as const), teamId: id, members }),
  fc.record({ kind: fc.constant('teamWithdrawn' as const), teamId: id }),
  fc.record({
    kind: fc.constantFrom('attendingDeclared' as const, 'attendingConfirmed'),
    professional: person,
  }),
  fc.record({ kind: fc.constant('attendingEnded' as const) }),
  fc.record({
    kind: fc.constant('oppositionsSet' as const),
    breakGlass: fc.boolean(),
    dispatchCentre: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('representativeRecorded' as const),
    representativeId: id,
    endsAt: fc.option(time),
  }),
  fc.record({ kind: fc.constant('representativeEnded' as const), representativeId: id }),
  fc.record({
    kind: fc.constant('emergencyOpened' as const),
    accessId: id,
    mode: fc.constantFrom('bris_de_glace' as const, 'centre_15'),
    device,
    until: time,
  }),
  fc.record({ kind: fc.constant('emergencyEnded' as const), accessId: id }),
  fc.record({ kind: fc.constantFrom('closed' as const, 'erasureRequested'), eraseAfter: time }),
  fc.record({ kind: fc.constant('reactivated' as const) }),
);

export type AuthoredChange = { by: PsIdNat; change: RightChange };
export const anyAuthored: fc.Arbitrary<AuthoredChange> = fc.record({ by: person, change: anyChange });

/** A history: numbered and dated in the order given. */
export const historyOf = (changes: readonly AuthoredChange[]): RightAct[] =>
  changes.map(({ by, change }, i) => ({ seq: i + 1, at: i, by, ...change }));

export const anyHistory = fc.array(anyAuthored, { maxLength: 30 }).map(historyOf);
