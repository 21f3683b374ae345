import type { PsIdNat } from '#base/brand.ts';
import { subjectOf, type RightAct } from '#domain/rights/right-act.ts';
import {
  attendingPhysicianOf,
  authorisationOf,
  careTeamOf,
  isRepresented,
  modeOf,
  reduceRights,
  type Rights,
} from '#domain/rights/rights.ts';
import {
  anyAuthored,
  anyHistory,
  DEVICES,
  historyOf,
  LATEST,
  PEOPLE,
  type AuthoredChange,
} from '#test/rules/right-acts.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const RUNS = { numRuns: FUZZ_CASES };
const time = fc.integer({ min: 0, max: LATEST });
const [READER] = PEOPLE;
const [DEVICE] = DEVICES;

/** All that the verdicts of one professional take from the rights. */
const factsOf = (rights: Rights, psIdNat: PsIdNat, now: number) => ({
  authorisation: authorisationOf(rights, psIdNat, now),
  careTeam: careTeamOf(rights, psIdNat, now),
  attendingPhysician: attendingPhysicianOf(rights, psIdNat),
  modes: DEVICES.map((device) => modeOf(rights, { professional: psIdNat, device }, now)),
  breakGlass: rights.oppositions.breakGlass,
  dispatchCentre: rights.oppositions.dispatchCentre,
  represented: isRepresented(rights, now),
  closed: rights.closed !== undefined,
});

/** What of the rights one subject names, without the marks of who and when. */
function stateOf(rights: Rights, subject: string): unknown {
  const [kind = '', name = ''] = subject.split(/:(.*)/s);
  const states: Record<string, unknown> = {
    professional: [rights.grants.get(name as PsIdNat), rights.blocked.get(name as PsIdNat)],
    team: rights.teams.get(name),
    attendingPhysician: rights.attendingPhysician,
    oppositions: rights.oppositions,
    representative: rights.representatives.get(name),
    emergency: rights.emergencies.get(name),
    life: rights.closed,
  };
  return states[kind];
}

const subjectsOf = (acts: readonly RightAct[]): string[] => [...new Set(acts.map(subjectOf))];

describe('reducing the acts of a dossier', () => {
  it('never throws, whatever follows what', () => {
    fc.assert(
      fc.property(anyHistory, time, (acts, now) => {
        const rights = reduceRights(acts);
        PEOPLE.forEach((psIdNat) => factsOf(rights, psIdNat, now));
      }),
      RUNS,
    );
  });

  it('gives the same each time and writes into no act', () => {
    fc.assert(
      fc.property(anyHistory, (acts) => {
        const before = structuredClone(acts);
        expect(reduceRights(acts)).toEqual(reduceRights(acts));
        expect(acts).toEqual(before);
      }),
      RUNS,
    );
  });

  it('remembers the number of the last act on each subject', () => {
    fc.assert(
      fc.property(anyHistory, (acts) => {
        const { lastOn } = reduceRights(acts);
        expect([...lastOn.keys()].sort()).toEqual(subjectsOf(acts).sort());
        for (const [subject, seq] of lastOn)
          expect(seq).toBe(
            Math.max(...acts.filter((act) => subjectOf(act) === subject).map(({ seq }) => seq)),
          );
      }),
      RUNS,
    );
  });

  it('leaves other subjects as they were, but where a closing or a withdrawal ends more than one thing', () => {
    fc.assert(
      fc.property(anyHistory, anyAuthored, (acts, next) => {
        const { kind } = next.change;
        fc.pre(!['closed', 'erasureRequested', 'withdrawn'].includes(kind));
        const before = reduceRights(acts);
        const [last] = historyOf([next]);
        const after = reduceRights([...acts, ...(last ? [{ ...last, seq: acts.length + 1 }] : [])]);
        for (const subject of subjectsOf(acts))
          if (subject !== subjectOf(next.change))
            expect(stateOf(after, subject)).toEqual(stateOf(before, subject));
      }),
      RUNS,
    );
  });

  it('lets a withdrawal end one professional’s own grant and place in teams, and nobody else’s', () => {
    fc.assert(
      fc.property(anyHistory, time, (acts, now) => {
        const before = reduceRights(acts);
        const change = { kind: 'withdrawn', professional: READER } as const;
        const after = reduceRights([...acts, { ...change, seq: acts.length + 1, at: now, by: READER }]);
        expect(['none', 'denied']).toContain(authorisationOf(after, READER, now));
        expect(careTeamOf(after, READER, now)).toBe('none');
        for (const other of PEOPLE.slice(1))
          expect(factsOf(after, other, now)).toEqual(factsOf(before, other, now));
      }),
      RUNS,
    );
  });

  it('clears by a closing what was given, and keeps blocks, oppositions and representatives', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom('closed' as const, 'erasureRequested'), (acts, kind) => {
        const before = reduceRights(acts);
        const closing = { kind, eraseAfter: 1, seq: acts.length + 1, at: 0, by: READER };
        const after = reduceRights([...acts, closing]);
        expect([after.grants.size, after.teams.size, after.emergencies.size]).toEqual([0, 0, 0]);
        expect(after.attendingPhysician).toBeUndefined();
        expect(after.closed).toMatchObject({ seq: closing.seq, eraseAfter: 1 });
        expect(after.blocked).toEqual(before.blocked);
        expect(after.oppositions).toEqual(before.oppositions);
        expect(after.representatives).toEqual(before.representatives);
      }),
      RUNS,
    );
  });

  it('gives nothing back by a reactivation alone', () => {
    fc.assert(
      fc.property(anyHistory, time, (acts, now) => {
        const by = READER;
        const closing = { kind: 'closed', eraseAfter: 1, seq: acts.length + 1, at: 0, by } as const;
        const again = { kind: 'reactivated', seq: acts.length + 2, at: 0, by } as const;
        const rights = reduceRights([...acts, closing, again]);
        expect(rights.closed).toBeUndefined();
        for (const psIdNat of PEOPLE) {
          expect(['none', 'denied']).toContain(authorisationOf(rights, psIdNat, now));
          expect(careTeamOf(rights, psIdNat, now)).toBe('none');
          expect(attendingPhysicianOf(rights, psIdNat)).toBe('none');
        }
      }),
      RUNS,
    );
  });

  it('finds the same rights of a professional wherever the acts about others fall in between', () => {
    const bearsOnReader = ({ by, change }: AuthoredChange): boolean =>
      'professional' in change && change.kind !== 'attendingDeclared' && change.kind !== 'attendingConfirmed'
        ? change.professional === READER
        : !change.kind.startsWith('emergency') || by === READER;
    const steps = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(anyAuthored, { maxLength: 30 }), steps, time, (changes, turns, now) => {
        const own = changes.filter(bearsOnReader).filter(ofOneAccess(READER));
        const others = changes.filter((each) => !bearsOnReader(each)).filter(ofOneAccess(undefined));
        const facts = (order: readonly AuthoredChange[]) =>
          factsOf(reduceRights(historyOf(order)), READER, now);
        expect(facts(interleaved(own, others, turns))).toEqual(facts(own));
      }),
      RUNS,
    );
  });
});

/** An emergency access has one author: the accesses of the reader and of the others are not the same ones. */
const ofOneAccess =
  (author: PsIdNat | undefined) =>
  ({ change }: AuthoredChange): boolean =>
    !('accessId' in change) || (author === READER ? change.accessId === 'x' : change.accessId === 'y');

/** The two in their own orders, one step of either at each turn. */
function interleaved<T>(first: readonly T[], second: readonly T[], turns: readonly boolean[]): T[] {
  const rest: [T[], T[]] = [[...first], [...second]];
  const taken = turns.flatMap((turn) => rest[turn ? 0 : 1].splice(0, 1));
  return [...taken, ...rest[0], ...rest[1]];
}

describe('an authorisation', () => {
  it('never comes back by the passing of time', () => {
    fc.assert(
      fc.property(anyHistory, time, time, (acts, one, other) => {
        const rights = reduceRights(acts);
        const [now, later] = [Math.min(one, other), Math.max(one, other)];
        if (authorisationOf(rights, READER, later) === 'granted')
          expect(authorisationOf(rights, READER, now)).toBe('granted');
        if (careTeamOf(rights, READER, later) === 'granted')
          expect(careTeamOf(rights, READER, now)).toBe('granted');
      }),
      RUNS,
    );
  });

  it('is denied to whoever is blocked, whatever else was given', () => {
    fc.assert(
      fc.property(anyHistory, time, (acts, now) => {
        const rights = reduceRights(acts);
        for (const psIdNat of rights.blocked.keys())
          expect(authorisationOf(rights, psIdNat, now)).toBe('denied');
      }),
      RUNS,
    );
  });

  it('never gives a mode that nobody opened', () => {
    fc.assert(
      fc.property(anyHistory, time, (acts, now) => {
        const opened = acts.flatMap((act) =>
          act.kind === 'emergencyOpened' && act.by === READER && act.device === DEVICE && act.until > now
            ? [act.mode]
            : [],
        );
        const who = { professional: READER, device: DEVICE };
        expect(['normal', ...opened]).toContain(modeOf(reduceRights(acts), who, now));
      }),
      RUNS,
    );
  });
});
