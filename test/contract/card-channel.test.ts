import { createHolderCard, DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { openCpsCard } from '#demo/cps-card.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { createSimulatedReader } from '#demo/simulated-reader.ts';
import { issueNurseCard } from '../unit/demo/cards.ts';
import { describeCardChannel, type CardChannelAdapter } from './card-channel.ts';

function withSimulated(card: SimulatedCard): CardChannelAdapter {
  const reader = createSimulatedReader();
  reader.insert(card);
  return {
    reader,
    pull: () => {
      reader.remove();
    },
    insert: () => {
      reader.insert(card);
    },
  };
}

describeCardChannel('the simulated reader with a carte Vitale', () => {
  const [card] = DEMO_HOLDER_CARDS;
  if (!card) throw new Error('no card');
  return Promise.resolve(withSimulated(createHolderCard(card)));
});

const nurseCard = issueNurseCard();
describeCardChannel('the simulated reader with a CPS', async () =>
  withSimulated(openCpsCard((await nurseCard).stored)),
);
