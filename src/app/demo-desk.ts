import type { CardReader } from '#cards/channel.ts';
import type { StoredCpsCard } from '#demo/cps-card.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { CARDS_PATH, storedCards } from '#demo/stored-cards.ts';

/** A simulated card as the panel «Lecteur de démonstration» shows it. */
export type DemoCard = {
  readonly id: string;
  readonly kind: 'cps' | 'vitale';
  /** What is printed on the card. */
  readonly label: string;
  readonly hint: { readonly fr: string; readonly en: string };
  /** Shown, since the demonstration is for trying. */
  readonly pin?: string;
};

/** The demonstration reader and the cards that lie beside it. */
export interface DemoDesk {
  readonly reader: CardReader;
  readonly cards: readonly DemoCard[];
  /** Identifier of the card in the reader. */
  inserted(): string | undefined;
  /** False where the card could not be had: CPS cards come from the demo server. */
  insert(id: string): Promise<boolean>;
  remove(): void;
}

/** Loads the simulated reader; only ever called in a demo build, and absent from any other. */
export async function openDemoDesk(fetch: (path: string) => Promise<Response>): Promise<DemoDesk> {
  const [{ createSimulatedReader }, { DEMO_HOLDER_CARDS, createHolderCard }, people] = await Promise.all([
    import('#demo/simulated-reader.ts'),
    import('#demo/holders.ts'),
    import('#demo/professionals.ts'),
  ]);
  const reader = createSimulatedReader();
  // a card keeps its state while it lies on the desk: a blocked one stays blocked until the page is loaded again
  const made = new Map<string, SimulatedCard>();
  let inserted: string | undefined;

  async function make(id: string): Promise<SimulatedCard | undefined> {
    const holder = DEMO_HOLDER_CARDS.find((card) => card.id === id);
    if (holder) return createHolderCard(holder);
    const stored = await storedCard(fetch, id);
    if (!stored) return undefined;
    // not before a CPS is wanted
    const { openCpsCard } = await import('#demo/cps-card.ts');
    return openCpsCard(stored);
  }

  return {
    reader,
    cards: [
      ...people.DEMO_PROFESSIONALS.map(({ id, firstName, familyName, pin, hint }): DemoCard => {
        return { id, kind: 'cps', label: `${firstName} ${familyName}`, hint, pin };
      }),
      ...DEMO_HOLDER_CARDS.map(({ id, label, hint }): DemoCard => ({ id, kind: 'vitale', label, hint })),
    ],
    inserted: () => (reader.cardPresent() ? inserted : undefined),
    async insert(id) {
      const card = made.get(id) ?? (await make(id));
      if (!card) return false;
      made.set(id, card);
      inserted = id;
      reader.insert(card);
      return true;
    },
    remove: () => reader.remove(),
  };
}

/** A card lies on the desk without a network too, once it lay there with one. */
export async function fetchOrKept(path: string): Promise<Response> {
  const kept = await caches.open('relais-demo');
  try {
    const answer = await fetch(path);
    if (answer.ok) await kept.put(path, answer.clone());
    return answer;
  } catch {
    return (await kept.match(path)) ?? Response.error();
  }
}

async function storedCard(
  fetch: (path: string) => Promise<Response>,
  id: string,
): Promise<StoredCpsCard | undefined> {
  try {
    const parsed = storedCards.safeParse(await (await fetch(CARDS_PATH)).json());
    return parsed.success ? parsed.data[id] : undefined;
  } catch {
    return undefined;
  }
}
