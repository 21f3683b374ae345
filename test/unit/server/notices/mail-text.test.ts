import type { PsIdNat } from '#base/brand.ts';
import { mailText } from '#server/notices/mail-text.ts';
import { NOTICE_KINDS } from '#wire/notices.ts';
import { describe, expect, it } from 'vitest';

const AT = Date.UTC(2026, 6, 14, 22, 5);
const actor = { psIdNat: '899700009902' as PsIdNat, name: 'Camille ESSAI', profession: '10' };

describe('the text of an e-mail to a holder', () => {
  it('of every kind is French and English, dated, and names nobody', () => {
    for (const kind of NOTICE_KINDS) {
      const { subject, text } = mailText(kind, { actor, mode: 'bris_de_glace' }, AT);
      expect(text).toMatch(/^Bonjour,\n\nLe 15 juillet 2026 à 00:05 \(heure de Paris\)/);
      expect(text).toContain('Hello,\n\nOn 15 July 2026 at 00:05 (Paris time)');
      expect(text).toContain('Ce que vous pouvez faire :\n- ');
      expect(text).toContain('What you can do:\n- ');
      expect(`${subject}${text}`).not.toMatch(/Camille|ESSAI|8997|[{}]|undefined|https?:/);
    }
  });

  it('has one subject for all kinds, which tells nothing of what happened', () => {
    const subjects = NOTICE_KINDS.map((kind) => mailText(kind, {}, AT).subject);
    expect(new Set(subjects).size).toBe(1);
    expect(subjects[0]).not.toMatch(/urgence|emergency|bris/i);
  });

  it('tells break-glass from centre 15', () => {
    expect(mailText('emergencyOpened', { actor, mode: 'bris_de_glace' }, AT).text).toContain('bris de glace');
    expect(mailText('emergencyOpened', { actor, mode: 'centre_15' }, AT).text).toContain(
      'médecin régulateur',
    );
  });

  it('never holds the reason, whatever is handed to it', () => {
    const details = { actor, mode: 'bris_de_glace', reason: 'Coma éthylique' } as const;
    expect(mailText('emergencyOpened', details, AT).text).not.toContain('Coma');
  });

  it('says so where the profession is not known', () => {
    expect(mailText('emergencyOpened', {}, AT).text).toContain('(profession : non précisée)');
  });

  it('follows summer and winter time', () => {
    expect(mailText('dossierClosed', {}, Date.UTC(2026, 0, 1, 8, 30)).text).toContain(
      '1 janvier 2026 à 09:30',
    );
    expect(mailText('dossierClosed', {}, Date.UTC(2026, 5, 1, 8, 30)).text).toContain('1 juin 2026 à 10:30');
  });
});
