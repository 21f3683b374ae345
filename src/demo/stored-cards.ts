import * as z from 'zod/mini';

/** Where the demonstration's server gives out the cards of its invented professionals. */
export const CARDS_PATH = '/demo/cards';

const rsaKey = z.object({
  kty: z.string(),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});
const keyPair = z.object({ key: rsaKey, certificate: z.string() });
const situation = z.object({
  name: z.string(),
  structureId: z.exactOptional(z.string()),
  sector: z.exactOptional(z.string()),
});

/** `StoredCpsCard`s by the name of their professional, as they come over the network. */
export const storedCards = z.record(
  z.string(),
  z.object({
    generation: z.exactOptional(z.enum(['cps3', 'cps4'])),
    pin: z.string(),
    serialNumber: z.string(),
    authentication: keyPair,
    signature: keyPair,
    situations: z.exactOptional(z.array(situation)),
  }),
);
export type StoredCards = z.infer<typeof storedCards>;
