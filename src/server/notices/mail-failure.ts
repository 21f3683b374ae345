/** Why an e-mail did not go out, as traces name it: never the address, never the server's own words. */
export const MAIL_FAILURES = [
  /** 5xx to the recipient or the message (RFC 5321 §4.2.1): asking again changes nothing. */
  'smtpRefused',
  /** 4xx: the server asks to come back later. */
  'smtpTemporary',
  /** It did not let us in, or refused the sender: the operator's to mend. */
  'smtpSettings',
  /** No answer, or none in time. */
  'smtpUnreachable',
] as const;
export type MailFailure = (typeof MAIL_FAILURES)[number];

/** What nodemailer says of an error, as far as it is looked at. */
type SmtpError = { responseCode: number | undefined; command: string | undefined };

/** Pure: the class of an error that nodemailer threw. */
export function mailFailureOf(error: unknown): MailFailure {
  const { responseCode, command } = readError(error);
  if (responseCode === undefined) return 'smtpUnreachable';
  if (responseCode < 500) return 'smtpTemporary';
  return isAboutRecipient(command) ? 'smtpRefused' : 'smtpSettings';
}

const isAboutRecipient = (command: string | undefined): boolean =>
  command === 'RCPT TO' || command === 'DATA';

function readError(error: unknown): SmtpError {
  const read = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  const [responseCode, command] = [read('responseCode'), read('command')];
  return {
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    command: typeof command === 'string' ? command : undefined,
  };
}
