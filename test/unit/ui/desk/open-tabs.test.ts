import { describe, expect, it } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { close, keepKnown, neighbour, visit, type OpenTab } from '#ui/desk/open-tabs.ts';

const id = (n: number): DossierId => `00000000-0000-4000-8000-00000000000${n}` as DossierId;
const tab = (n: number, rest = ''): OpenTab => ({ dossierId: id(n), path: `/dossier/${id(n)}${rest}` });
const THREE = [tab(1), tab(2), tab(3)];
const NOTHING_MOVED = new Map<DossierId, DossierId>();

describe('the open dossiers of a window', () => {
  it('gain one at the end, and none twice', () => {
    expect(visit(THREE, tab(4))).toEqual([...THREE, tab(4)]);
    expect(visit(THREE, tab(2))).toBe(THREE);
  });

  it('keep where one was in each, and their places', () => {
    expect(visit(THREE, tab(1, '/documents'))).toEqual([tab(1, '/documents'), tab(2), tab(3)]);
  });

  it('lead to the next one when the one shown is closed, and to the one before at the end', () => {
    expect(close(THREE, id(2))).toEqual({ tabs: [tab(1), tab(3)], beside: tab(3) });
    expect(close(THREE, id(3)).beside).toEqual(tab(2));
    expect(close([tab(1)], id(1))).toEqual({ tabs: [], beside: undefined });
  });

  it('lose nothing when one is closed that is not open', () => {
    expect(close(THREE, id(9))).toEqual({ tabs: THREE, beside: undefined });
  });

  it('are gone through round and round, from nowhere too', () => {
    expect(neighbour(THREE, id(3), 1)).toEqual(tab(1));
    expect(neighbour(THREE, id(1), -1)).toEqual(tab(3));
    expect(neighbour(THREE, undefined, 1)).toEqual(tab(1));
    expect(neighbour(THREE, undefined, -1)).toEqual(tab(3));
    expect(neighbour([], id(1), 1)).toBeUndefined();
  });

  it('lose what left the device, and stay the same list where nothing did', () => {
    expect(keepKnown(THREE, new Set([id(1), id(3)]), NOTHING_MOVED)).toEqual([tab(1), tab(3)]);
    expect(keepKnown(THREE, new Set([id(1), id(2), id(3)]), NOTHING_MOVED)).toBe(THREE);
  });

  it('follow a dossier that turned out to exist under another id, once', () => {
    const known = new Set([id(2), id(3)]);
    const moved = new Map([[id(1), id(2)]]);
    expect(keepKnown([tab(1, '/documents'), tab(3)], known, moved)).toEqual([tab(2, '/documents'), tab(3)]);
    expect(keepKnown(THREE, known, moved)).toEqual([tab(2), tab(3)]);
  });
});
