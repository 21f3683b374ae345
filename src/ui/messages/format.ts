import { ageOn, isCalendarDate, parseBirthDate } from '#domain/identity/birth-date.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { Locale } from '../preferences.ts';
import type { CommonTexts } from './fr/common.ts';

const TAGS: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };

export type Formats = ReturnType<typeof formatsFor>;

/** Dates, numbers and names as the language writes them. Times in ms since 1970; `now` for ages. */
export function formatsFor(locale: Locale, texts: CommonTexts['units'], now: () => number) {
  const tag = TAGS[locale];
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long' });
  const dateTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short' });
  const name = (written: string): string =>
    isolated(written.replace(DIRECTIONS, '').trim()) || texts.nameless;

  return {
    number: (value: number): string => number.format(value),
    date: (at: number): string => date.format(at),
    dateTime: (at: number): string => dateTime.format(at),
    time: (at: number): string => time.format(at),
    /** The time alone for today, else the day and the time. */
    moment: (at: number): string => (sameDay(at, now()) ? time.format(at) : dateTime.format(at)),
    /** Powers of 1000, as file managers count. */
    bytes: (count: number): string => bytesIn(texts, number, count),
    /** DD/MM/YYYY with the numbers as written, impossible («lunar») dates included; undefined where empty. */
    birthDate,
    /** In words; undefined where the birth date does not say. */
    age: (birth: string): string | undefined => ageWords(texts, birth, now()),
    holderName: ({ familyName, firstName }: Pick<HolderTraits, 'familyName' | 'firstName'>): string =>
      name(`${familyName} ${firstName}`),
    /** As one speaks of people who hold no dossier. */
    personName: ({ familyName, firstName }: Pick<HolderTraits, 'familyName' | 'firstName'>): string =>
      name(`${firstName} ${familyName}`),
    /** A name that is one text already: of a professional, a team, a person to call. */
    name,
    /** 22 digits in groups of four. */
    insC: (digits: string): string => digits.replace(/(.{4})(?=.)/g, '$1\u00a0'),
  };
}

/** Hebrew, Arabic and every other script that runs so. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Marks of direction (UAX 9): no letters, and one that is left open would turn the words after the name. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name written from right to left keeps to itself: the words and digits around it stay in their order (UAX 9, FSI). */
const isolated = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);

function bytesIn(texts: CommonTexts['units'], number: Intl.NumberFormat, count: number): string {
  if (count < 1000) return texts.bytes(number.format(count));
  if (count < 1_000_000) return texts.kilobytes(number.format(Math.round(count / 1000)));
  if (count < 1_000_000_000) return texts.megabytes(number.format(count / 1_000_000));
  return texts.gigabytes(number.format(count / 1_000_000_000));
}

function birthDate(text: string): string | undefined {
  const parsed = parseBirthDate(text);
  if (!parsed.ok) return text.trim() || undefined;
  const { year, month, day } = parsed.value;
  return [String(day).padStart(2, '0'), String(month).padStart(2, '0'), String(year).padStart(4, '0')].join(
    '/',
  );
}

/** In months under two years, as paediatrics counts. */
function ageWords(texts: CommonTexts['units'], birth: string, now: number): string | undefined {
  const parsed = parseBirthDate(birth);
  if (!parsed.ok) return undefined;
  const today = new Date(now);
  const age = ageOn(parsed.value, {
    year: today.getFullYear(),
    month: today.getMonth() + 1,
    day: today.getDate(),
  });
  if (!age) return undefined;
  const count = age.years < 2 ? texts.months(age.years * 12 + age.months) : texts.years(age.years);
  return isCalendarDate(parsed.value) ? count : texts.about(count);
}

const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();
