import type { Actor } from '#domain/dossier/document-entry.ts';
import { professionLabel } from '#domain/nomenclature/professions.ts';
import { escapeHtml, isolated } from './html.ts';
import type { Words } from './words.ts';

/** Where the law of the DMP holds; said beside each time. */
const ZONE = 'Europe/Paris';
const days = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: ZONE });
const times = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'medium', timeZone: ZONE });

const englishDays = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: ZONE });

export const dayOf = (at: number): string => escapeHtml(days.format(at));
export const englishDayOf = (at: number): string => escapeHtml(englishDays.format(at));
export const timeOf = (at: number): string => escapeHtml(times.format(at));

/** The English line is left out where it says the same. */
export const heading = (level: 1 | 2, fr: string, en: string): string =>
  `<h${level}>${escapeHtml(fr)}${fr === en ? '' : ` <span lang="en">${escapeHtml(en)}</span>`}</h${level}>\n`;

export const inBoth = ([fr, en]: Words): string =>
  fr === en ? escapeHtml(fr) : `${escapeHtml(fr)} <small lang="en">${escapeHtml(en)}</small>`;

/** `cells` are HTML already. */
export const tableRow = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n`;

export const tableHead = (names: readonly Words[]): string =>
  `<table>\n<thead><tr>${names.map((name) => `<th scope="col">${inBoth(name)}</th>`).join('')}</tr></thead>\n<tbody>\n`;
export const TABLE_END = '</tbody>\n</table>\n';

export const personOf = ({ name, profession }: Actor): string =>
  `${isolated(name)} <small>${escapeHtml(professionLabel(profession))}</small>`;

export const fact = (name: Words, value: string): string => `<dt>${inBoth(name)}</dt><dd>${value}</dd>\n`;
