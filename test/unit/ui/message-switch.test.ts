import { describe, expect, it } from 'vitest';
import { dossier } from '#ui/messages/fr/dossier.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import type { Locale } from '#ui/preferences.ts';

const started = (dossierTexts?: typeof dossier) => {
  const chosen: Locale[] = [];
  const messages = createMessages({
    now: () => 0,
    late: () => (dossierTexts ? { dossier: dossierTexts } : {}),
    onchange: (locale) => chosen.push(locale),
  });
  return { messages, chosen };
};

describe('the language of the screens', () => {
  it('is French from the start, and English once it was loaded', async () => {
    const { messages, chosen } = started();
    expect([messages.locale, messages.text.common.close]).toEqual(['fr', 'Fermer']);
    await messages.switchTo('en');
    expect([messages.locale, messages.text.common.close]).toEqual(['en', 'Close']);
    expect(messages.problem({ type: 'Offline' }).title).toBe('The server is out of reach');
    expect(messages.format.bytes(2_500_000)).toBe('2.5 MB');
    expect(chosen).toEqual(['en']);
  });

  it('is the last one chosen, whatever arrives first', async () => {
    const { messages } = started();
    await Promise.all([messages.switchTo('en'), messages.switchTo('fr')]);
    expect(messages.locale).toBe('fr');
  });

  it('has the sentences of a dossier where they were loaded, and says so loudly where not', () => {
    expect(started(dossier).messages.text.dossier).toBe(dossier);
    expect(() => started().messages.text.dossier).toThrow('routes/+layout.ts');
  });
});
