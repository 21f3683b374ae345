import { describe, expect, it } from 'vitest';
import type { Sheet, SheetBlock } from '#documents/sheet/sheet.ts';
import { brochureSheet, rightsSheet } from '#ui/brochure/editions.ts';
import ConsentStep from '#ui/creation/ConsentStep.svelte';
import CreationResult from '#ui/creation/CreationResult.svelte';
import type { CreationOutcome } from '#ui/creation/outcome.ts';
import { loadParts } from '#ui/messages/late-parts.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import SheetTools from '#ui/sheet/SheetTools.svelte';
import SheetView from '#ui/sheet/SheetView.svelte';
import TextChoice from '#ui/sheet/TextChoice.svelte';
import type { DossierId } from '#base/brand.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';

const late = await loadParts(['dossier', 'patient']);
const messages = createMessages({ now: () => 0, late: () => late, onchange: () => undefined });
const view = (sheet: Sheet): string => renderWithMessages(messages, SheetView, { sheet });
const shown = (page: string): string =>
  page
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/gu, ' ');
const withBlocks = async (...blocks: SheetBlock[]): Promise<Sheet> => ({
  ...(await rightsSheet('fr')),
  blocks,
});

describe('a sheet on the screen', () => {
  it('is in the language of its text, whatever the screen speaks', async () => {
    expect(view(await brochureSheet('en'))).toContain('lang="en-GB"');
    expect(view(await brochureSheet('fr-easy'))).toMatch(/<article lang="fr-FR" class="large/);
  });

  it('has the title of the page, then a heading for each right', async () => {
    const page = view(await rightsSheet('fr'));
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page.match(/<h2/g)).toHaveLength(11);
    expect(shown(page)).toContain('Vous plaindre');
  });

  it('has the words of its PDF, a name from the right apart from what stands around it', async () => {
    const page = view(
      await withBlocks(
        { kind: 'facts', rows: [{ label: 'Titulaire', value: 'כהן שלום' }] },
        { kind: 'answers', items: [{ label: 'Centre 15', choices: ['Oui', 'Non'], chosen: 'no' }] },
        { kind: 'signatures', labels: ['Signature'] },
      ),
    );
    expect(page).toContain('<bdi>כהן שלום</bdi>');
    expect(shown(page)).toMatch(/Centre 15 Non Signature/);
  });

  it('can be printed and saved, and says which text is chosen', () => {
    const tools = shown(
      renderWithMessages(messages, SheetTools, { sheet: () => rightsSheet('fr'), fileName: 'x' } as never),
    );
    expect(tools).toContain('Imprimer Enregistrer en PDF');
    const choice = renderWithMessages(messages, TextChoice, {
      label: 'Texte',
      options: [
        { value: 'fr', label: 'Français', language: 'fr' },
        { value: 'en', label: 'English', language: 'en' },
      ],
      chosen: 'en',
      onchoose: () => undefined,
    });
    expect(choice).toMatch(
      /aria-pressed="false"[^]*Français[^]*aria-pressed="true"[^]*<span lang="en">English/,
    );
  });
});

describe('the steps of a creation', () => {
  const none = (): void => undefined;
  const nothing = async (): Promise<Sheet> => withBlocks();

  it('offer the form to sign where the consent is collected', () => {
    const page = renderWithMessages(messages, ConsentStep, {
      given: undefined,
      ready: true,
      form: nothing as never,
      onback: none,
      ondone: none,
    });
    expect(shown(page)).toContain('Formulaire à signer');
    expect(shown(page)).toContain('Enregistrer en PDF');
  });

  it.each<[CreationOutcome, boolean]>([
    [{ kind: 'created', dossierId: 'd' as DossierId, at: 0, mayConsult: false }, true],
    [{ kind: 'waiting', dossierId: 'd' as DossierId, authorised: false }, true],
    [{ kind: 'existing', dossierId: 'd' as DossierId, mayConsult: true }, false],
  ])('offer a receipt of what was created or waits, and none of what existed: %j', (outcome, offered) => {
    const page = renderWithMessages(messages, CreationResult, {
      name: 'DURAND Camille',
      outcome,
      words: undefined,
      busy: false,
      problem: undefined,
      onauthorise: none,
      onopen: none,
      receipt: offered ? (nothing as never) : undefined,
    });
    expect(shown(page).includes('Accusé de création à remettre')).toBe(offered);
  });
});
