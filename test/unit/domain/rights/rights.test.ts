import type { DeviceId, PsIdNat } from '#base/brand.ts';
import { AUTHORISATION_MS, EMERGENCY_MS } from '#domain/access/durations.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import { subjectOf, type RightAct, type RightChange } from '#domain/rights/right-act.ts';
import {
  attendingPhysicianOf,
  authorisationOf,
  careTeamOf,
  isRepresented,
  modeOf,
  openEmergencyOf,
  reduceRights,
} from '#domain/rights/rights.ts';
import { describe, expect, it } from 'vitest';

const NURSE = '899700009901' as PsIdNat;
const DOCTOR = '899700009902' as PsIdNat;
const HERE = 'a'.repeat(43) as DeviceId;
const ELSEWHERE = 'b'.repeat(43) as DeviceId;
const NOW = Date.UTC(2026, 10, 23, 9);

/** All done by the doctor, one after the other, now. */
const rightsAfter = (...changes: readonly RightChange[]) =>
  reduceRights(changes.map((change, i): RightAct => ({ seq: i + 1, at: NOW, by: DOCTOR, ...change })));

const granted = { kind: 'granted', professional: NURSE, until: NOW + AUTHORISATION_MS } as const;
const withdrawn = { kind: 'withdrawn', professional: NURSE } as const;
const blocked = { kind: 'blocked', professional: NURSE } as const;
const closed = { kind: 'closed', eraseAfter: NOW } as const;

describe('authorisationOf', () => {
  it('is none before any act', () => {
    expect(authorisationOf(rightsAfter(), NURSE, NOW)).toBe('none');
  });

  it('is granted for one year, to the millisecond', () => {
    const rights = rightsAfter(granted);
    expect(authorisationOf(rights, NURSE, NOW + AUTHORISATION_MS - 1)).toBe('granted');
    expect(authorisationOf(rights, NURSE, NOW + AUTHORISATION_MS)).toBe('expired');
  });

  it('is of one professional alone', () => {
    expect(authorisationOf(rightsAfter(granted), DOCTOR, NOW)).toBe('none');
  });

  it('is prolonged by a renewal, and ends with a withdrawal', () => {
    const renewed = { ...granted, until: NOW + 2 * AUTHORISATION_MS };
    expect(authorisationOf(rightsAfter(granted, renewed), NURSE, NOW + AUTHORISATION_MS)).toBe('granted');
    expect(authorisationOf(rightsAfter(granted, withdrawn), NURSE, NOW)).toBe('none');
    expect(authorisationOf(rightsAfter(granted, withdrawn, granted), NURSE, NOW)).toBe('granted');
  });

  it('is denied while blocked, even where it is granted meanwhile, and what it was after unblocking', () => {
    const unblocked = { kind: 'unblocked', professional: NURSE } as const;
    expect(authorisationOf(rightsAfter(granted, blocked), NURSE, NOW)).toBe('denied');
    expect(authorisationOf(rightsAfter(blocked, granted), NURSE, NOW)).toBe('denied');
    expect(authorisationOf(rightsAfter(granted, blocked, unblocked), NURSE, NOW)).toBe('granted');
  });

  it('ends with a closing, which a block outlives', () => {
    expect(authorisationOf(rightsAfter(granted, closed), NURSE, NOW)).toBe('none');
    expect(authorisationOf(rightsAfter(granted, closed, { kind: 'reactivated' }), NURSE, NOW)).toBe('none');
    expect(authorisationOf(rightsAfter(blocked, closed, { kind: 'reactivated' }), NURSE, NOW)).toBe('denied');
  });
});

describe('careTeamOf', () => {
  const team = (teamId: string, until: number, ...members: readonly PsIdNat[]) =>
    ({ kind: 'teamAuthorised', teamId, members, until }) as const;

  it('is granted to each member, and to nobody else', () => {
    const rights = rightsAfter(team('t', NOW + 1, NURSE));
    expect(careTeamOf(rights, NURSE, NOW)).toBe('granted');
    expect(careTeamOf(rights, DOCTOR, NOW)).toBe('none');
  });

  it('is the best of several teams', () => {
    const rights = rightsAfter(team('old', NOW, NURSE), team('new', NOW + 1, NURSE));
    expect(careTeamOf(rights, NURSE, NOW)).toBe('granted');
    expect(careTeamOf(rights, NURSE, NOW + 1)).toBe('expired');
  });

  it('comes and goes with membership, for the time of the team', () => {
    const joined = { kind: 'teamChanged', teamId: 't', members: [NURSE, DOCTOR] } as const;
    const left = { kind: 'teamChanged', teamId: 't', members: [DOCTOR] } as const;
    expect(careTeamOf(rightsAfter(team('t', NOW + 1, NURSE), joined), DOCTOR, NOW)).toBe('granted');
    expect(careTeamOf(rightsAfter(team('t', NOW + 1, NURSE), joined), DOCTOR, NOW + 1)).toBe('expired');
    expect(careTeamOf(rightsAfter(team('t', NOW + 1, NURSE), left), NURSE, NOW)).toBe('none');
  });

  it('ends with the team’s withdrawal, and with the withdrawal of a member by name', () => {
    const teamWithdrawn = { kind: 'teamWithdrawn', teamId: 't' } as const;
    expect(careTeamOf(rightsAfter(team('t', NOW + 1, NURSE), teamWithdrawn), NURSE, NOW)).toBe('none');
    const rights = rightsAfter(team('t', NOW + 1, NURSE, DOCTOR), withdrawn);
    expect(careTeamOf(rights, NURSE, NOW)).toBe('none');
    expect(careTeamOf(rights, DOCTOR, NOW)).toBe('granted');
  });

  it('is not made by a change of a team that was never authorised', () => {
    const changed = { kind: 'teamChanged', teamId: 't', members: [NURSE] } as const;
    expect(careTeamOf(rightsAfter(changed), NURSE, NOW)).toBe('none');
  });
});

describe('attendingPhysicianOf', () => {
  const declared = { kind: 'attendingDeclared', professional: DOCTOR } as const;
  const confirmed = { kind: 'attendingConfirmed', professional: DOCTOR } as const;

  it('is declared, then confirmed', () => {
    expect(attendingPhysicianOf(rightsAfter(), DOCTOR)).toBe('none');
    expect(attendingPhysicianOf(rightsAfter(declared), DOCTOR)).toBe('declared');
    expect(attendingPhysicianOf(rightsAfter(declared, confirmed), DOCTOR)).toBe('confirmed');
  });

  it('is one at a time: the next one takes the place, unconfirmed', () => {
    const next = { kind: 'attendingDeclared', professional: NURSE } as const;
    const rights = rightsAfter(declared, confirmed, next);
    expect(attendingPhysicianOf(rights, DOCTOR)).toBe('none');
    expect(attendingPhysicianOf(rights, NURSE)).toBe('declared');
  });

  it('is not confirmed by a predecessor', () => {
    const next = { kind: 'attendingDeclared', professional: NURSE } as const;
    expect(attendingPhysicianOf(rightsAfter(declared, next, confirmed), NURSE)).toBe('declared');
  });

  it('ends by the holder’s wish and by a closing', () => {
    expect(attendingPhysicianOf(rightsAfter(declared, { kind: 'attendingEnded' }), DOCTOR)).toBe('none');
    expect(attendingPhysicianOf(rightsAfter(declared, confirmed, closed), DOCTOR)).toBe('none');
    const withdrawn = { kind: 'withdrawn', professional: DOCTOR } as const;
    expect(attendingPhysicianOf(rightsAfter(declared, confirmed, withdrawn), DOCTOR)).toBe('none');
  });
});

describe('the mode of an access', () => {
  const opened = (accessId: string, mode: 'bris_de_glace' | 'centre_15' = 'bris_de_glace') =>
    ({ kind: 'emergencyOpened', accessId, mode, device: HERE, until: NOW + EMERGENCY_MS }) as const;
  const ended = (accessId: string) => ({ kind: 'emergencyEnded', accessId }) as const;
  const here = { professional: DOCTOR, device: HERE };

  it('is normal until an emergency access is opened', () => {
    expect(modeOf(rightsAfter(), here, NOW)).toBe('normal');
    expect(modeOf(rightsAfter(opened('x')), here, NOW)).toBe('bris_de_glace');
    expect(modeOf(rightsAfter(opened('x', 'centre_15')), here, NOW)).toBe('centre_15');
  });

  it('is normal again when the time is over, to the millisecond', () => {
    const rights = rightsAfter(opened('x'));
    expect(modeOf(rights, here, NOW + EMERGENCY_MS - 1)).toBe('bris_de_glace');
    expect(modeOf(rights, here, NOW + EMERGENCY_MS)).toBe('normal');
  });

  it('is normal again once it was ended', () => {
    expect(modeOf(rightsAfter(opened('x'), ended('x')), here, NOW)).toBe('normal');
    expect(modeOf(rightsAfter(opened('x'), ended('of nobody')), here, NOW)).toBe('bris_de_glace');
  });

  it('is that of one professional on one device', () => {
    const rights = rightsAfter(opened('x'));
    expect(modeOf(rights, { professional: DOCTOR, device: ELSEWHERE }, NOW)).toBe('normal');
    expect(modeOf(rights, { professional: NURSE, device: HERE }, NOW)).toBe('normal');
  });

  it('ends with the dossier’s closing', () => {
    expect(modeOf(rightsAfter(opened('x'), closed), here, NOW)).toBe('normal');
  });

  it('is that of the access opened last', () => {
    const rights = rightsAfter(opened('x'), opened('y', 'centre_15'));
    expect(openEmergencyOf(rights, here, NOW)).toMatchObject({ accessId: 'y', mode: 'centre_15', at: NOW });
    const again = rightsAfter(opened('x'), opened('y', 'centre_15'), ended('y'));
    expect(openEmergencyOf(again, here, NOW)?.accessId).toBe('x');
  });

  it('keeps when an access ended first', () => {
    const acts = [opened('x'), ended('x'), ended('x')].map((change, i): RightAct => ({
      seq: i + 1,
      at: NOW + i,
      by: DOCTOR,
      ...change,
    }));
    expect(reduceRights(acts).emergencies.get('x')?.endedAt).toBe(NOW + 1);
  });
});

describe('isRepresented', () => {
  const majority = majorityOf('2010-05-04') ?? 0;
  const mother = { kind: 'representativeRecorded', representativeId: 'r', endsAt: majority } as const;

  it('ends by itself at majority', () => {
    const rights = rightsAfter(mother);
    expect(isRepresented(rights, majority - 1)).toBe(true);
    expect(isRepresented(rights, majority)).toBe(false);
  });

  it('has no end for the guardian of an adult, until somebody ends it', () => {
    const guardian = { ...mother, endsAt: null };
    expect(isRepresented(rightsAfter(guardian), majority)).toBe(true);
    const ended = { kind: 'representativeEnded', representativeId: 'r' } as const;
    expect(isRepresented(rightsAfter(guardian, ended), majority)).toBe(false);
  });

  it('holds while one of several is left', () => {
    const father = { ...mother, representativeId: 'f' };
    const ended = { kind: 'representativeEnded', representativeId: 'r' } as const;
    expect(isRepresented(rightsAfter(mother, father, ended), majority - 1)).toBe(true);
  });
});

describe('the oppositions', () => {
  it('are what was set last', () => {
    const set = (breakGlass: boolean, dispatchCentre: boolean) =>
      ({ kind: 'oppositionsSet', breakGlass, dispatchCentre }) as const;
    expect(rightsAfter().oppositions).toMatchObject({ breakGlass: false, dispatchCentre: false });
    const { oppositions } = rightsAfter(set(true, true), set(false, true));
    expect(oppositions).toMatchObject({ breakGlass: false, dispatchCentre: true, seq: 2, by: DOCTOR });
  });
});

describe('subjectOf', () => {
  it('is one for all acts that follow one another, and another for each professional', () => {
    expect(new Set([granted, withdrawn, blocked].map(subjectOf)).size).toBe(1);
    expect(subjectOf(granted)).not.toBe(subjectOf({ ...granted, professional: DOCTOR }));
    expect(subjectOf(closed)).toBe(subjectOf({ kind: 'reactivated' }));
  });
});
