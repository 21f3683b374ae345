import { err, ok, type Result } from '#base/result.ts';
import type { MailConfig } from '#server/config.ts';
import { createTransport } from 'nodemailer';
import { mailFailureOf, type MailFailure } from './mail-failure.ts';

export type Mail = {
  to: string;
  subject: string;
  text: string;
  /** Without angle brackets; the same for every attempt, so that a double is recognised (RFC 5322 §3.6.4). */
  messageId: string;
};

/** Hands one e-mail to an SMTP server; ok once that server took charge of it (250, RFC 5321 §4.2.5). */
export interface Mailer {
  send(mail: Mail): Promise<Result<void, MailFailure>>;
}

/** Silence at any step is given up after the first, a whole delivery after the second; ms. */
export type MailTimes = { silenceMs: number; wholeMs: number };
const TIMES: MailTimes = { silenceMs: 20_000, wholeMs: 60_000 };

/** Over SMTP, one connection per e-mail: they are few, and none waits on another's. */
export function smtpMailer({ url, from }: MailConfig, times: MailTimes = TIMES): Mailer {
  const { silenceMs, wholeMs } = times;
  const transport = createTransport({
    url,
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    dnsTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, messageId }) {
      const recipient = { name: '', address: to };
      const headers = { 'Auto-Submitted': 'auto-generated' }; // RFC 3834: nobody's holiday answers it
      const sent = transport
        .sendMail({ from, to: recipient, subject, text, messageId: `<${messageId}>`, headers })
        .then(
          () => ok(undefined),
          (error: unknown) => err(mailFailureOf(error)),
        );
      return within(wholeMs, sent);
    },
  };
}

/** A server that drips its answers, so that no silence is ever long enough, is given up as well. */
async function within(
  ms: number,
  sent: Promise<Result<void, MailFailure>>,
): Promise<Result<void, MailFailure>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Result<void, MailFailure>>((resolve) => {
    timer = setTimeout(() => resolve(err('smtpUnreachable')), ms);
    timer.unref();
  });
  try {
    return await Promise.race([sent, late]);
  } finally {
    clearTimeout(timer);
  }
}
