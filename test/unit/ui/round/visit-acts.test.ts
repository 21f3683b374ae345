import { expect, test } from 'vitest';
import type { AppError } from '#app/port.ts';
import { err, ok, type Result } from '#base/result.ts';
import { moved, takenBack, withVisits, type VisitChange } from '#domain/round/visit-round.ts';
import type { DossierId } from '#base/brand.ts';
import { round } from '#ui/messages/fr/round.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import { visitActs, type VisitDesk } from '#ui/round/visit-acts.ts';
import { dossierNo } from '#test/support/sync/sample.ts';

const [A, B, C] = [dossierNo(1), dossierNo(2), dossierNo(3)];
const NAMES = new Map([
  [A, 'ALBA'],
  [B, 'BRUN'],
  [C, 'CORDIER'],
]);
const messages = createMessages({ now: () => 0, late: () => ({ round }), onchange: () => undefined });

function page(fails?: AppError) {
  let visits: readonly DossierId[] = [A, B];
  const change = (made: readonly DossierId[]): Promise<Result<VisitChange, AppError>> => {
    if (fails) return Promise.resolve(err(fails));
    const was = visits;
    visits = made;
    return Promise.resolve(ok({ was, made }));
  };
  const desk: VisitDesk = {
    add: (ids) => change(withVisits(visits, ids)),
    remove: (id) => change(visits.filter((one) => one !== id)),
    move: (id, by) => change(moved(visits, id, by)),
    takeBack: async (one) => {
      const done = await change(takenBack(visits, one));
      return done.ok ? ok(undefined) : done;
    },
  };
  const said: string[] = [];
  let undo: (() => void) | undefined;
  let problem: AppError | undefined;
  const acts = visitActs({
    desk,
    messages,
    status: { say: (text, _tone, back) => ((undo = back), said.push(text)) },
    nameOf: (id) => NAMES.get(id) ?? '?',
    onproblem: (found) => (problem = found),
  });
  return {
    acts,
    said,
    visits: () => visits,
    problem: () => problem,
    async undo() {
      undo?.();
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test.each([
  ['remove', 'ALBA n’est plus dans la tournée', [B], (it: ReturnType<typeof page>) => it.acts.remove(A)],
  ['move', 'BRUN\u00a0: visite n° 1', [B, A], (it: ReturnType<typeof page>) => it.acts.move(B, -1)],
  ['add', 'CORDIER est dans la tournée', [A, B, C], (it: ReturnType<typeof page>) => it.acts.add([A, C])],
])(
  'an act on the visits (%s) says what it did, and undo brings them back',
  async (_act, words, after, act) => {
    const it = page();
    await act(it);
    expect(it.visits()).toEqual(after);
    expect(it.said).toEqual([words]);
    await it.undo();
    expect(it.visits()).toEqual([A, B]);
    expect(it.said.at(-1)).toBe('La tournée est comme avant');
  },
);

test('what changed nothing, and what failed, offers nothing to take back', async () => {
  const same = page();
  await same.acts.add([A]);
  expect(same.said).toEqual([]);
  const broken = page({ type: 'StorageFull' });
  await broken.acts.remove(A);
  expect([broken.said, broken.problem()]).toEqual([[], { type: 'StorageFull' }]);
});
