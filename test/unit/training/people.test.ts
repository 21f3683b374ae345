import { describe, expect, it } from 'vitest';
import { isDossierId } from '#base/brand.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import { parseNir } from '#domain/identity/nir.ts';
import { fictionalId, isFictional } from '#training/fictional-id.ts';
import { exercisePerson, PERSON_IDS } from '#training/people.ts';

const DAYS = ['2026-01-26', '2026-01-27', '2026-11-23', '2031-02-28', '2040-12-31'].map((day) =>
  Date.parse(day),
);

describe('the people of the exercises', () => {
  it('have numbers with the right key, each of their own', () => {
    for (const now of DAYS) {
      const people = PERSON_IDS.map((id) => exercisePerson(id, now));
      for (const { nir } of people) expect(parseNir(nir).ok).toBe(true);
      expect(new Set(people.map(({ nir }) => nir)).size).toBe(PERSON_IDS.length);
    }
  });

  it('never grow older: Zoé stays a minor, and Jeanne is 58 on any day', () => {
    for (const now of DAYS) {
      expect(majorityOf(exercisePerson('zoe', now).birthDate)).toBeGreaterThan(now);
      expect(majorityOf(exercisePerson('rose', now).birthDate)).toBeLessThan(now);
      const { birthDate } = exercisePerson('jeanne', now);
      const today = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
      expect(Math.floor((Number(today) - Number(birthDate)) / 10_000)).toBe(58);
    }
  });
});

describe('the ids of the fictional world', () => {
  it('have the form of real ones, and are known from them', () => {
    expect(isDossierId(fictionalId(1))).toBe(true);
    expect(isFictional(fictionalId(0xffffffffffff))).toBe(true);
    expect(isFictional(crypto.randomUUID())).toBe(false);
  });
});
