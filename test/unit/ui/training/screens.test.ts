import { describe, expect, it } from 'vitest';
import { certificateOf } from '#training/certificate.ts';
import { TRAINING_MODULES } from '#training/library.ts';
import { texts } from '#training/library-fr.ts';
import type { Progress } from '#training/progress.ts';
import { training } from '#ui/messages/fr/training.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import CertificatePaper from '#ui/training/CertificatePaper.svelte';
import ExercisePanel from '#ui/training/ExercisePanel.svelte';
import ModuleList from '#ui/training/ModuleList.svelte';
import QuizForm from '#ui/training/QuizForm.svelte';
import TheoryPages from '#ui/training/TheoryPages.svelte';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';

const NOW = new Date(2026, 10, 23, 12).getTime();
const messages = createMessages({ now: () => NOW, late: () => ({ training }), onchange: () => undefined });
const words = (page: string): string =>
  page
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/gu, ' ');

const create = TRAINING_MODULES.find(({ id }) => id === 'create');
if (!create?.exercise) throw new Error('no module');
const done: Progress = {
  create: {
    pages: [...create.pages],
    steps: create.exercise.steps.map(({ id }) => id),
    quiz: { right: 5, of: 5 },
    completedAt: NOW,
  },
};

describe('the screens of the training', () => {
  it('list every module with what was done of it', () => {
    const text = words(renderWithMessages(messages, ModuleList, { texts, progress: done }));
    for (const { id } of TRAINING_MODULES) expect(text).toContain(texts[id].title);
    expect(text.match(/Terminé/g)).toHaveLength(1);
    expect(text.match(/À faire/g)).toHaveLength(TRAINING_MODULES.length - 1);
    expect(text).toContain('1 sur 8 modules terminés');
    expect(text).toContain('Voir l’attestation');
  });

  it('promise no certificate before the first module is done', () => {
    const text = words(renderWithMessages(messages, ModuleList, { texts, progress: {} }));
    expect(text).not.toContain('Voir l’attestation');
  });

  it('show a page of theory with its list and the text of law that it goes by', () => {
    const text = words(
      renderWithMessages(messages, TheoryPages, {
        module: create,
        texts: texts.create,
        read: [],
        onread: () => undefined,
      }),
    );
    expect(text).toContain('Page 1 sur 4 1. Informer');
    expect(text).toContain('Textes : EX_1.1-1010');
  });

  it('ask every question with its answers, and tell none beforehand', () => {
    const page = renderWithMessages(messages, QuizForm, {
      module: create,
      texts: texts.create,
      best: { right: 3, of: 5 },
      onresult: () => undefined,
    });
    expect(page.match(/type="radio"/g)).toHaveLength(15);
    expect(page.match(/<fieldset/g)).toHaveLength(5);
    expect(words(page)).toContain('Meilleur résultat : 3 sur 5');
    for (const { explanation } of Object.values(texts.create.questions))
      expect(words(page)).not.toContain(explanation);
  });

  const panel = (more: object): string =>
    words(
      renderWithMessages(messages, ExercisePanel, {
        exercise: create.exercise ?? { scene: { cards: [], dossiers: [] }, steps: [] },
        texts: texts.create,
        done: ['card'],
        running: undefined,
        view: { emergency: undefined, passing: false, unsent: 0 },
        busy: false,
        failed: false,
        onbegin: () => undefined,
        ongoon: () => undefined,
        ...more,
      }),
    );

  it('offer to go on with an exercise, or to do it again', () => {
    expect(panel({})).toContain('Reprendre l’exercice');
    expect(panel({ done: [] })).toContain('Commencer l’exercice');
    expect(panel({ done: ['card', 'create', 'authorise'] })).toContain('Refaire l’exercice');
    expect(panel({ running: 'this' })).toContain('Continuer l’exercice');
  });

  it('begin no exercise over an open emergency, nor over unsent work of a shared workstation', () => {
    expect(panel({ view: { emergency: {}, passing: false, unsent: 0 } })).toContain('Terminez d’abord');
    expect(panel({ view: { emergency: undefined, passing: true, unsent: 2 } })).toContain('Envoyez d’abord');
    expect(panel({ view: { emergency: undefined, passing: false, unsent: 2 } })).not.toContain('d’abord');
  });

  it('certify by name, or leave a line for it', () => {
    const certificate = certificateOf(TRAINING_MODULES, done);
    if (!certificate) throw new Error('nothing to certify');
    const paper = (name: string | undefined): string =>
      words(renderWithMessages(messages, CertificatePaper, { certificate, texts, name, now: NOW }));
    expect(paper('Solène RIVOIRE')).toContain('Nom et qualité Solène RIVOIRE');
    expect(paper(undefined)).toContain('Nom et qualité a suivi');
    expect(paper(undefined)).toContain('Créer un DMP 23 novembre 2026 10 minutes');
  });
});
