import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { FreshProof, MyEmergency, OpenEmergencyInput, OpenEmergencyOutput } from '#wire/emergency.ts';
import { holderOfCertificate } from './card-holder.ts';
import { answerWithCard } from './card-login.ts';
import { askForPage, type AppContext } from './context.ts';
import { done } from './done.ts';
import { openInMemory } from './memory-dossier.ts';
import type { PasskeyProof } from './passkeys.ts';
import type { AppError, EmergencyProof, Relais } from './port.ts';
import { withCode, type CodeDeps } from './with-code.ts';

export type EmergencyDeps = CodeDeps & {
  context: AppContext;
  /** Asks the user's authenticator over a challenge of the server. */
  provePasskey: () => Promise<Result<PasskeyProof, AppError>>;
  /** Keeps it sealed in the open vault. */
  openDossier: (dossierId: DossierId) => Promise<Result<void, AppError>>;
};

type Input = Parameters<Relais['openEmergency']>[0];

/** Fresh proof, search, and the dossier into memory. Needs a session and the network; the vault may be locked. */
export async function openEmergency(
  deps: EmergencyDeps,
  { mode, search, reason, proof }: Input,
): Promise<Result<OpenEmergencyOutput, AppError>> {
  const { context } = deps;
  const { row, session } = context.account;
  if (!row || !session) return err({ type: 'Server', code: 'sessionMissing' });
  const proven = await prove(deps, row, proof);
  if (!proven.ok) return proven;
  const text = reason?.trim();
  const input: OpenEmergencyInput = { mode, search, proof: proven.value, ...(text && { reason: text }) };
  const answer = await askForPage(context, (api) => api.openEmergency(input));
  if (!answer.ok || answer.value.kind !== 'opened') return answer;
  const shown = await show(deps, answer.value);
  return shown.ok ? answer : shown;
}

type Opened = Extract<OpenEmergencyOutput, { kind: 'opened' }>;

/** Who was authorised anyway reads it as any day, where the vault that keeps it is open. */
function show(
  { context, openDossier }: EmergencyDeps,
  { dossierId, mode, accessId, until }: Opened,
): Promise<Result<void, AppError>> {
  if (mode !== 'normal' && accessId !== null)
    return openInMemory(context, { dossierId, until, access: { accessId, mode } });
  if (context.opened()) return openDossier(dossierId);
  return openInMemory(context, { dossierId, until, access: undefined });
}

/** The challenge comes first: without the network no code is asked for. */
async function prove(
  deps: EmergencyDeps,
  row: ProfessionalRow,
  proof: EmergencyProof,
): Promise<Result<FreshProof, AppError>> {
  if (proof.kind === 'passkey') return deps.provePasskey();
  const challenge = await askForPage(deps.context, (api) => api.challenge());
  if (!challenge.ok) return challenge;
  return withCode(deps, proof.pin, async (card, pin) => {
    // the code of another's card would be spent on a proof that the server refuses
    if (holderOfCertificate(card.identity.certificate) !== row.owner)
      return err({ type: 'Server', code: 'otherProfessional' });
    const login = await answerWithCard(card, { nonce: challenge.value.nonce, device: row.device, pin });
    if (!login.ok) return login;
    const { nonce, certificate, signature } = login.value;
    return ok({ kind: 'card', nonce, certificate, signature });
  });
}

/** After a reload: the server still holds it open, and the rows are fetched anew. */
export async function resumeEmergency(
  { context }: EmergencyDeps,
  { dossierId, accessId, mode, until }: MyEmergency,
): Promise<Result<void, AppError>> {
  if (!context.account.session) return err({ type: 'Server', code: 'sessionMissing' });
  if (mode === 'normal') return err({ type: 'Refused', code: 'notInMode' });
  return openInMemory(context, { dossierId, until, access: { accessId, mode } });
}

/** Dropped here first, whatever the server says. */
export async function endEmergency({ context }: EmergencyDeps): Promise<Result<void, AppError>> {
  const { emergency } = context.view;
  context.memory.drop();
  if (!emergency) return ok(undefined);
  const { dossierId, accessId } = emergency;
  return done(await askForPage(context, (api) => api.endEmergency({ dossierId, accessId })));
}

export const myEmergencies = ({
  context,
}: EmergencyDeps): Promise<Result<readonly MyEmergency[], AppError>> =>
  askForPage(context, (api) => api.myEmergencies());
