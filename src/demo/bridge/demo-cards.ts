import { err, ok, type Result } from '#base/result.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { openCpsCard } from '#demo/cps-card.ts';
import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { DEMO_PROFESSIONALS } from '#demo/professionals.ts';
import { practiceSituation } from '#wire/bridge.ts';
import * as z from 'zod/mini';

const keyPair = z.object({ key: z.looseObject({ kty: z.string() }), certificate: z.string() });
const storedCards = z.record(
  z.string(),
  z.object({
    generation: z.exactOptional(z.enum(['cps3', 'cps4'])),
    pin: z.string(),
    serialNumber: z.string(),
    authentication: keyPair,
    signature: keyPair,
    situations: z.exactOptional(z.array(practiceSituation)),
  }),
);

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

async function fetchCards(origin: string): Promise<z.infer<typeof storedCards> | undefined> {
  try {
    const answer = await fetch(`${origin}/demo/cards`);
    return answer.ok ? storedCards.safeParse(await answer.json()).data : undefined;
  } catch {
    return undefined;
  }
}
