import { describe, expect, test } from 'vitest';
import { err, ok } from '#base/result.ts';
import { keepDraftsInHand, KEEP_DRAFTS_MS } from '#app/draft-keeper.ts';
import { draftsInHand } from '#app/drafts.ts';
import { ManualTimer } from '#test/support/sync/memory-ports.ts';

function keeper() {
  const timer = new ManualTimer();
  const drafts = draftsInHand();
  const rows = new Map<string, unknown>();
  const state = { open: true, full: false, writes: 0 };
  keepDraftsInHand({
    drafts,
    timer,
    isOpen: () => state.open,
    kept: {
      async keep(id, value) {
        state.writes += 1;
        if (state.full) return err({ type: 'StorageFull' });
        rows.set(id, value);
        return ok(undefined);
      },
      async drop(id) {
        rows.delete(id);
        return ok(undefined);
      },
    },
  });
  return { timer, drafts, rows, state, turn: () => timer.pass(KEEP_DRAFTS_MS) };
}

describe('what is being typed', () => {
  test('is sealed within seconds, and again only where it changed', async () => {
    const { drafts, rows, state, turn } = keeper();
    let text = 'Pans';
    drafts.hold('note', () => ({ text }));
    await turn();
    expect(rows.get('note')).toEqual({ text: 'Pans' });
    await turn();
    expect(state.writes).toBe(1);
    text = 'Pansement refait';
    await turn();
    expect([rows.get('note'), state.writes]).toEqual([{ text: 'Pansement refait' }, 2]);
  });

  test('is forgotten once it is let go or emptied', async () => {
    const { drafts, rows, turn } = keeper();
    let text: string | undefined = 'x';
    drafts.hold('emptied', () => text);
    const letGo = drafts.hold('added', () => 'y');
    await turn();
    expect([...rows.keys()]).toEqual(['emptied', 'added']);
    letGo();
    text = undefined;
    await turn();
    expect([...rows.keys()]).toEqual([]);
  });

  test('that nobody held yet stays: it is what a killed browser left', async () => {
    const { drafts, rows, turn } = keeper();
    rows.set('note', 'left');
    const letGo = drafts.hold('note', () => undefined);
    await turn();
    expect(rows.get('note')).toBe('left');
    letGo();
    await turn();
    expect(rows.has('note')).toBe(false);
  });

  test('stays when a lock takes its page away', async () => {
    const { drafts, rows, state, turn } = keeper();
    const letGo = drafts.hold('note', () => 'half');
    await turn();
    state.open = false;
    letGo();
    await turn();
    expect(rows.get('note')).toBe('half');
  });

  test('is tried again where there was no room', async () => {
    const { drafts, rows, state, turn } = keeper();
    drafts.hold('note', () => 'half');
    state.full = true;
    await turn();
    state.full = false;
    await turn();
    await turn();
    expect(rows.get('note')).toBe('half');
  });

  test('a picture is written once for as long as it is the same', async () => {
    const { drafts, state, turn } = keeper();
    let picture = new Uint8Array([1]);
    drafts.hold('capture/1', () => picture);
    await turn();
    await turn();
    expect(state.writes).toBe(1);
    picture = new Uint8Array([1]);
    await turn();
    expect(state.writes).toBe(2);
  });
});
