import type { Page } from 'playwright-core';

export type VirtualAuthenticator = {
  /** Whether the next finger is that of its person. */
  verifies(right: boolean): Promise<void>;
};

/**
 * Gives a page an authenticator that finds its person present and verified (Web Authentication
 * Level 3, §11, by Chromium's own protocol). It goes when anybody else who debugs the page lets go of it: look at a screen
 * for faults before, or after the last use.
 */
export async function addVirtualAuthenticator(
  page: Page,
  /** With `prf` it speaks CTAP 2.1, which lets a wrong finger wait longer than a test does. */
  { prf = false }: { prf?: boolean } = {},
): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ...(prf && { ctap2Version: 'ctap2_1', hasPrf: true }),
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async verifies(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
  };
}
