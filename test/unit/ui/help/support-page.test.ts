import type { KeptInformation } from '#app/information-port.ts';
import ServicePanel from '#ui/help/ServicePanel.svelte';
import SoftwarePanel from '#ui/help/SoftwarePanel.svelte';
import WhatIs from '#ui/help/WhatIs.svelte';
import { help } from '#ui/messages/fr/help.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';
import { describe, expect, it } from 'vitest';

const NOW = new Date(2026, 10, 23, 9, 41).getTime();
const DAY = 86_400_000;
const messages = createMessages({ now: () => NOW, late: () => ({}), onchange: () => undefined });
const t = help.supportPage;

const KNOWN: KeptInformation = {
  receivedAt: NOW - 3 * DAY,
  information: {
    updatedOn: '2026-11-02',
    service: {
      name: { fr: 'Aide <fictive>', en: 'Help' },
      phone: '01 99 00 15 10',
      page: 'https://aide.example/relais',
    },
    software: [{ name: 'Cabinet', maker: 'Essai', version: '4.2', does: { fr: 'lit', en: 'reads' } }],
  },
};
const NOTHING: KeptInformation = { receivedAt: NOW, information: null };
type Asked = 'asking' | 'fresh' | 'old';
const service = (known: KeptInformation | undefined, asked: Asked): string =>
  renderWithMessages(messages, ServicePanel, { t, known, asked });
const software = (known: KeptInformation | undefined, asked: Asked): string =>
  renderWithMessages(messages, SoftwarePanel, { t, known, asked });

describe('whom to call', () => {
  it('is one touch away, and what the operator wrote is text', () => {
    const shown = service(KNOWN, 'fresh');
    expect(shown).toContain('href="tel:0199001510"');
    expect(shown).toContain('Aide &lt;fictive>');
    expect(shown).toContain('rel="noreferrer external"');
  });

  it('says how old it is where the server did not answer, and that there is nothing where there is not', () => {
    expect(service(KNOWN, 'old')).toContain('20 nov. 2026');
    expect(service(undefined, 'old')).toContain(t.never);
    expect(service(undefined, 'asking')).toContain(t.asking);
  });

  it('says plainly that the operator configured nothing', () => {
    expect(service(NOTHING, 'fresh')).toContain(t.noService);
    expect(software(NOTHING, 'fresh')).toContain(t.noSoftware);
    expect(software(NOTHING, 'fresh')).not.toContain('1970');
  });
});

describe('the compatible software', () => {
  it('names maker, version and what it does, and of when the list is', () => {
    const shown = software(KNOWN, 'fresh');
    for (const word of ['Cabinet', 'Essai', 'à partir de la version 4.2', 'lit', '2 novembre 2026'])
      expect(shown).toContain(word);
  });
});

describe('a word that explains itself', () => {
  it('is a button that says so, with an explanation that is named and closed at first', () => {
    const shown = renderWithMessages(messages, WhatIs, { term: 'nir', word: 'NIR' });
    expect(shown).toMatch(/<button[^>]*popovertarget="([^"]+)-panel"[^>]*aria-expanded="false"/);
    expect(shown).toContain('qu’est-ce que c’est\u00a0?');
    expect(shown).toMatch(/popover="auto"[^>]*role="dialog"|role="dialog"[^>]*popover="auto"/);
  });
});
