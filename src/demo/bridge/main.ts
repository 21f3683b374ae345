#!/usr/bin/env node
import { err, ok, type Result } from '#base/result.ts';
import type { ControlHandler } from '#bridge/process/control.ts';
import type { Readers } from '#bridge/process/product.ts';
import { startProgram } from '#bridge/process/start.ts';
import { createSimulatedReader, type SimulatedReader } from '#demo/simulated-reader.ts';
import { demoCard, demoCardList, type DemoCardError } from './demo-cards.ts';

/**
 * The bridge with a simulated reader, for a demonstration in two windows. A card is put in by its number on the keyboard,
 * by `relais-bridge-demo insert <id>` from elsewhere, and pulled out by `r` or `remove`.
 */
const FIRST_LETTER = 'a'.charCodeAt(0);
/** Keys of every bridge: not for cards. */
const TAKEN = 'lpqronyt';

async function openSimulatedReaders(origin: string, card: string | undefined): Promise<Readers> {
  const reader = createSimulatedReader();
  const insert = async (id: string): Promise<Result<null, DemoCardError>> => {
    const card = await demoCard(origin, id);
    if (!card.ok) return card;
    reader.insert(card.value);
    return ok(null);
  };
  if (card !== undefined) {
    const inserted = await insert(card);
    if (!inserted.ok) process.stderr.write(`${card}: ${inserted.error.type}\n`);
  }
  const keyed = keysOfCards();
  return {
    source: {
      list: () => [reader],
      problems: () => [],
      onChange: () => () => undefined,
      close: () => Promise.resolve(),
    },
    commands: commandsOf(reader, insert),
    keys: {
      r: () => reader.remove(),
      ...Object.fromEntries(keyed.map(({ key, id }) => [key, () => void insert(id)])),
    },
    hint: [
      ...keyed.map(({ key, label }) => `  ${key}  ${label}`),
      '  r  retirer la carte / pull the card out',
    ].join('\n'),
  };
}

const commandsOf =
  (reader: SimulatedReader, insert: (id: string) => Promise<Result<null, DemoCardError>>): ControlHandler =>
  async (command, args) => {
    if (command === 'insert') return insert(args[0] ?? '');
    if (command === 'cards') return ok(demoCardList().map(({ id, label }) => `${id}  ${label}`));
    if (command !== 'remove') return err({ type: 'UnknownCommand' });
    reader.remove();
    return ok(null);
  };

/** Digits first, then the letters that nothing else has. */
function keysOfCards(): { key: string; id: string; label: string }[] {
  const digits = [...'123456789'];
  const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(FIRST_LETTER + n));
  const keys = [...digits, ...letters.filter((letter) => !TAKEN.includes(letter))];
  return demoCardList().flatMap(({ id, label }, n) => {
    const key = keys[n];
    return key === undefined ? [] : [{ key, id, label }];
  });
}

await startProgram({
  program: 'relais-bridge-demo',
  stationKind: 'simulated',
  defaultOrigin: 'http://localhost:3000',
  openReaders: ({ origin }, card) => openSimulatedReaders(origin, card),
  aboutCard: 'card that is in the reader at the start / carte insérée au départ',
  commands: [
    { name: 'cards', about: 'list the cards of the demonstration / lister les cartes de démonstration' },
    { name: 'insert', argument: 'card', about: 'put a card into the simulated reader / insérer une carte' },
    { name: 'remove', about: 'pull the card out / retirer la carte' },
  ],
});
