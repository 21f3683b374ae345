import { nirKey } from '#domain/identity/nir.ts';

/** The people of the exercises: nobody of these names and numbers exists. */
export const PERSON_IDS = ['rose', 'paul', 'jeanne', 'zoe'] as const;
export type PersonId = (typeof PERSON_IDS)[number];

type Described = {
  familyName: string;
  firstName: string;
  /** Whole years: they never grow older, so that a minor of an exercise stays one. */
  age: number;
  /** Month and day of birth. */
  born: `${number}-${number}`;
  sex: 'F' | 'M';
};

const PEOPLE: Readonly<Record<PersonId, Described>> = {
  rose: { familyName: 'EXERCICE', firstName: 'ROSE', age: 82, born: '02-14', sex: 'F' },
  paul: { familyName: 'FICTIF', firstName: 'PAUL', age: 67, born: '05-03', sex: 'M' },
  jeanne: { familyName: 'MODELE', firstName: 'JEANNE', age: 58, born: '01-27', sex: 'F' },
  zoe: { familyName: 'ESSAI', firstName: 'ZOE', age: 15, born: '01-09', sex: 'F' },
};

/** A person as the exercise's carte Vitale says it. */
export type ExercisePerson = {
  id: PersonId;
  familyName: string;
  firstName: string;
  /** YYYYMMDD. */
  birthDate: string;
  sex: 'F' | 'M';
  /** 13 characters and key: born «abroad» (99) in a commune that is none, so that it is nobody's. */
  nir: string;
};

/** @param now ms: the age is that of today */
export function exercisePerson(id: PersonId, now: number): ExercisePerson {
  const { familyName, firstName, age, born, sex } = PEOPLE[id];
  const [month = '', day = ''] = born.split('-');
  const year = birthYear(now, age, `${month}${day}`);
  const thirteen = `${sex === 'M' ? 1 : 2}${String(year).slice(2)}${month}99000${orderOf(id)}`;
  return {
    id,
    familyName,
    firstName,
    birthDate: `${year}${month}${day}`,
    sex,
    nir: thirteen + nirKey(thirteen),
  };
}

function birthYear(now: number, age: number, born: string): number {
  const today = new Date(now);
  const monthAndDay = today.toISOString().slice(5, 10).replace('-', '');
  return today.getUTCFullYear() - age - (monthAndDay < born ? 1 : 0);
}

const orderOf = (id: PersonId): string => String(PERSON_IDS.indexOf(id) + 1).padStart(3, '0');
