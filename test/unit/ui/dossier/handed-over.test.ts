import { describe, expect, it } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { createHandedOver } from '#ui/dossier/handed-over.svelte.ts';

const here = '00000000-0000-4000-8000-000000000001' as DossierId;
const there = '00000000-0000-4000-8000-000000000002' as DossierId;
const photo = new File(['photo'], 'photo.jpg');
const letter = new File(['lettre'], 'lettre.pdf');

describe('a file handed over to the page that adds it', () => {
  it('is taken once, by the page of its dossier', () => {
    const door = createHandedOver();
    door.give(here, [photo]);
    expect(door.take(here)).toEqual({ file: photo, others: [] });
    expect(door.take(here)).toBeUndefined();
  });

  it('never comes up in another dossier, nor later in its own', () => {
    const door = createHandedOver();
    door.give(here, [photo]);
    expect(door.take(there)).toBeUndefined();
    expect(door.take(here)).toBeUndefined();
  });

  it('is the first of several, with those that come after it', () => {
    const door = createHandedOver();
    door.receive([letter, photo]);
    expect(door.received).toEqual({ file: letter, others: [photo] });
    door.receive([]);
    expect(door.received).toBeUndefined();
  });

  it('waits for a dossier to be chosen, and waits no more once it was given', () => {
    const door = createHandedOver();
    door.receive([letter, photo]);
    door.pass(here);
    expect(door.received).toBeUndefined();
    expect(door.take(here)).toEqual({ file: letter, others: [photo] });
  });

  it('is forgotten, whatever it waited for', () => {
    const door = createHandedOver();
    door.give(here, [photo]);
    door.receive([letter]);
    door.forget();
    expect(door.received).toBeUndefined();
    expect(door.take(here)).toBeUndefined();
  });
});
