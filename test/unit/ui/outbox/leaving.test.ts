import { describe, expect, test } from 'vitest';
import { losesWork, mayErase, type EraseFacts } from '#ui/outbox/erase-check.ts';
import { leaveWords } from '#ui/outbox/leave-words.ts';

const asked: EraseFacts = { unsent: 0, refused: 0, acceptsLoss: false, typed: 'EFFACER', word: 'EFFACER' };

describe('erasing all of one professional', () => {
  test('waits for the word, in capitals or not', () => {
    expect(mayErase({ ...asked, typed: ' effacer ' })).toBe(true);
    for (const typed of ['', 'EFFACE', 'oui']) expect(mayErase({ ...asked, typed })).toBe(false);
  });

  test('needs the loss to be accepted where anything waits or was refused', () => {
    for (const some of [{ unsent: 1 }, { refused: 1 }]) {
      expect(losesWork({ ...asked, ...some })).toBe(true);
      expect(mayErase({ ...asked, ...some })).toBe(false);
      expect(mayErase({ ...asked, ...some, acceptsLoss: true })).toBe(true);
    }
    expect(losesWork(asked)).toBe(false);
  });
});

describe('the warning before a sign-out', () => {
  test('agrees in number in both languages', () => {
    const fr = leaveWords('fr');
    expect(fr.text(1)).toMatch(/^1 élément attend encore d’être envoyé\. .*il reste scellé.* partira/);
    expect(fr.text(3)).toMatch(
      /^3 éléments attendent encore d’être envoyés\. .*ils restent scellés.* partiront/,
    );
    const en = leaveWords('en');
    expect(en.text(1)).toMatch(/^1 item still waits to be sent\. .*it stays sealed.* goes after/);
    expect(en.text(3)).toMatch(/^3 items still wait to be sent\. .*they stay sealed.* go after/);
  });
});
