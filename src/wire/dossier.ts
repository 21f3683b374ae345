import {
  DOCUMENT_STATUSES,
  MAX_DOCUMENT_BYTES,
  MEDIA_TYPES,
  type DocumentDescription,
  type DocumentEntry,
} from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import { TRACE_ACTS, type TraceView } from '#domain/dossier/trace-view.ts';
import { ACCESS_MODES } from '#domain/access/action.ts';
import { ALLOWED_BECAUSE, AUTHORISATION_STATES } from '#domain/access/question.ts';
import * as z from 'zod/mini';
import { actor, holderTraits, practicePlace } from './actor.ts';
import {
  codeText,
  contentHash,
  documentId,
  dossierId,
  insC,
  isoTime,
  reasonText,
  shortText,
  time,
  version,
} from './primitives.ts';
import { quickly } from './quick-accept.ts';
import { documentReading } from './reading.ts';
import { rightsView, versionedHolderData } from './rights.ts';

const visibility = z.object({
  hiddenFromProfessionals: z.boolean(),
  hiddenFromHolder: z.boolean(),
  hiddenFromRepresentatives: z.boolean(),
});

const descriptionShape = {
  documentId,
  logicalId: documentId,
  title: shortText,
  typeCode: codeText,
  mediaType: z.enum(MEDIA_TYPES),
  size: z.int().check(z.positive(), z.maximum(MAX_DOCUMENT_BYTES)),
  sha256: contentHash,
  createdAt: isoTime,
  serviceStart: z.exactOptional(isoTime),
  serviceStop: z.exactOptional(isoTime),
  author: z.exactOptional(z.object({ name: shortText, organisation: z.exactOptional(shortText) })),
  practice: z.exactOptional(practicePlace),
  cda: z.exactOptional(
    z.object({
      level: z.enum(['N1', 'N3']),
      uniqueId: shortText,
      setId: z.exactOptional(shortText),
      version: z.exactOptional(z.int()),
      embeddedMediaType: z.exactOptional(shortText),
      formatCode: z.exactOptional(shortText),
    }),
  ),
  identityException: z.exactOptional(
    z.object({ differences: z.array(codeText).check(z.maxLength(20)), reason: reasonText }),
  ),
  replaces: z.exactOptional(documentId),
  visibility,
};

export const documentDescription: z.ZodMiniType<DocumentDescription> = z.object(descriptionShape);

export const documentEntry: z.ZodMiniType<DocumentEntry> = quickly(
  z.object({
    ...descriptionShape,
    version,
    status: z.enum(DOCUMENT_STATUSES),
    depositor: actor,
    submittedAt: time,
    revealedToHolderAt: z.exactOptional(time),
    reading: z.exactOptional(documentReading),
    text: z.exactOptional(z.string()),
  }),
);

export const dossierHeader: z.ZodMiniType<DossierHeader> = z.object({
  dossierId,
  holder: holderTraits,
  insC,
  status: z.enum(['active', 'closed']),
  createdAt: time,
  createdBy: actor,
  optOut: z.object({ breakGlass: z.boolean(), dispatchCentre: z.boolean() }),
  brochureVersion: shortText,
  access: z.object({
    mode: z.enum(ACCESS_MODES),
    because: z.enum(ALLOWED_BECAUSE),
    since: time,
    until: z.nullable(time),
  }),
  standing: z.object({
    authorisation: z.enum(AUTHORISATION_STATES),
    careTeam: z.enum(['none', 'granted', 'expired']),
    attendingPhysician: z.enum(['none', 'declared', 'confirmed']),
  }),
  minor: z.boolean(),
  represented: z.boolean(),
  holderData: versionedHolderData,
  rights: z.exactOptional(rightsView),
  version,
});

export const traceView: z.ZodMiniType<TraceView> = z.object({
  id: z.string(),
  at: time,
  deviceAt: z.exactOptional(time),
  act: z.enum(TRACE_ACTS),
  mode: z.enum(ACCESS_MODES),
  actor: z.exactOptional(actor),
  organisation: z.exactOptional(practicePlace),
  device: z.exactOptional(z.string()),
  dossierId: z.exactOptional(dossierId),
  documentId: z.exactOptional(documentId),
  allowed: z.boolean(),
  because: codeText,
  rule: z.exactOptional(shortText),
  matrix: z.exactOptional(shortText),
  confidential: z.exactOptional(z.boolean()),
  reason: z.exactOptional(reasonText),
});
