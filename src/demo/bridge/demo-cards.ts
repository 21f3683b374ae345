import { err, ok, type Result } from '#base/result.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { openCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { DEMO_PROFESSIONALS } from '#demo/professionals.ts';
import { CARDS_PATH, storedCards, type StoredCards } from '#demo/stored-cards.ts';

export type DemoCardError = { type: 'NoSuchCard' } | { type: 'NoCards' };

/** Cards that can be put into the simulated reader: who they are, and what to type. */
export const demoCardList = (): readonly { id: string; label: string }[] => [
  ...DEMO_PROFESSIONALS.map(({ id, firstName, familyName, title, pin }) => ({
    id,
    label: `${title} ${firstName} ${familyName}, code ${pin}`,
  })),
  ...DEMO_HOLDER_CARDS.map(({ id, label }) => ({ id, label })),
];

/**
 * One of them, fresh. The keys of a CPS are those of the running demonstration, which gives them to whoever asks: its
 * people are invented.
 */
export async function demoCard(origin: string, id: string): Promise<Result<SimulatedCard, DemoCardError>> {
  const holder = DEMO_HOLDER_CARDS.find((card) => card.id === id);
  if (holder) return ok(createHolderCard(holder));
  if (!DEMO_PROFESSIONALS.some((professional) => professional.id === id)) return err({ type: 'NoSuchCard' });
  const cards = await fetchCards(origin);
  if (!cards) return err({ type: 'NoCards' });
  const stored = cards[id];
  return stored ? ok(openCpsCard(stored)) : err({ type: 'NoSuchCard' });
}

async function fetchCards(origin: string): Promise<StoredCards | undefined> {
  try {
    const answer = await fetch(`${origin}${CARDS_PATH}`);
    return answer.ok ? storedCards.safeParse(await answer.json()).data : undefined;
  } catch {
    return undefined;
  }
}
