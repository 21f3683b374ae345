import { mailFailureOf } from '#server/notices/mail-failure.ts';
import { fateAfter, GIVE_UP_MS, LONGEST_WAIT_MS, waitAfter } from '#server/notices/retry.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('waiting for a mail server', () => {
  it('grows from a minute to six hours, and never shrinks', () => {
    expect([1, 2, 3, 4].map(waitAfter)).toEqual([60_000, 120_000, 240_000, 480_000]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (attempts) => {
        expect(waitAfter(attempts)).toBeLessThanOrEqual(waitAfter(attempts + 1));
        expect(waitAfter(attempts)).toBeLessThanOrEqual(LONGEST_WAIT_MS);
      }),
    );
  });

  it('ends after three days with a letter', () => {
    const row = { at: 1000, attempts: 5 };
    expect(fateAfter('smtpTemporary', row, 1000 + GIVE_UP_MS - 1)).toMatchObject({
      row: { attempts: 6, nextTryAt: expect.any(Number) as number },
    });
    expect(fateAfter('smtpTemporary', row, 1000 + GIVE_UP_MS).row).toEqual({
      channel: 'letter',
      nextTryAt: null,
      attempts: 6,
    });
  });

  it('ends at once where the recipient is refused', () => {
    expect(fateAfter('smtpRefused', { at: 1000, attempts: 0 }, 1000).row.channel).toBe('letter');
  });

  it('does not become a letter for what the operator has to mend', () => {
    expect(fateAfter('smtpSettings', { at: 1000, attempts: 0 }, 1000).row.channel).toBeUndefined();
  });
});

describe('the class of a failure', () => {
  it('follows the reply code and the step at which it came', () => {
    expect(mailFailureOf({ responseCode: 550, command: 'RCPT TO' })).toBe('smtpRefused');
    expect(mailFailureOf({ responseCode: 554, command: 'DATA' })).toBe('smtpRefused');
    expect(mailFailureOf({ responseCode: 535, command: 'AUTH PLAIN' })).toBe('smtpSettings');
    expect(mailFailureOf({ responseCode: 553, command: 'MAIL FROM' })).toBe('smtpSettings');
    expect(mailFailureOf({ responseCode: 451, command: 'RCPT TO' })).toBe('smtpTemporary');
    expect(mailFailureOf({ code: 'ECONNECTION', command: 'CONN' })).toBe('smtpUnreachable');
  });

  it('is known for anything that is thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        expect(mailFailureOf(thrown)).toMatch(/^smtp/);
      }),
    );
  });
});
