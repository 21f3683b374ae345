import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { HolderData } from '#domain/dossier/holder-data.ts';
import type { Representative } from '#domain/rights/representative.ts';
import type { CommandBody } from '#wire/commands.ts';

/** Whose dossiers exist at first start, and what stands in them: the other holders are there to be created. */
export type FurnishedDossier = {
  /** Id of the holder's card (demo/holders.ts). */
  card: string;
  /** Ids of the professionals who may consult (demo/professionals.ts). */
  authorised: readonly string[];
  representative?: Representative;
  /** What the doctor records after the creation, in its order. `at`: now, ms. */
  acts?: (dossierId: DossierId, given: { at: number; psIdNatOf: (id: string) => PsIdNat }) => CommandBody[];
};

/** Numbers of the ranges that are kept for fiction (ARCEP, decision 2018-0881); addresses that lead nowhere. */
const DOMINIQUE: HolderData = {
  address: { lines: ['3 rue de l’Exemple (fictive)'], postalCode: '99000', city: 'VILLE-FICTIVE' },
  phone: '06 39 98 10 20',
  // a domain that never exists (RFC 2606)
  email: 'dominique.pat-trois@example.invalid',
  personsToCall: [{ name: 'Camille PAT-TROIS (fictif)', relation: 'conjoint', phone: '06 39 98 10 21' }],
};
/** No e-mail: what she is told of goes by letter. */
const CATARINA: HolderData = {
  address: {
    lines: ['Résidence des Aubépines (fictive)', '12 allée du Modèle'],
    postalCode: '99000',
    city: 'VILLE-FICTIVE',
  },
  phone: '01 99 00 12 34',
  personsToCall: [
    { name: 'Anita TCHITCHI (fictive)', relation: 'fille', phone: '06 39 98 30 40' },
    { name: 'Marius ESSAI (fictif)', relation: 'voisin, a les clés', phone: '01 99 00 12 35' },
  ],
};

export const FURNISHED: readonly FurnishedDossier[] = [
  {
    card: 'vitale-pat-trois',
    authorised: ['cps-generaliste', 'cps-infirmiere'],
    acts: (dossierId, { at }) => [
      { type: 'declareAttendingPhysician', dossierId, presence: { kind: 'vitale', readAt: at } },
      { type: 'confirmAttendingPhysician', dossierId, presence: { kind: 'vitale', readAt: at } },
      { type: 'changeHolderData', dossierId, data: DOMINIQUE },
    ],
  },
  {
    card: 'vitale-tchitchi',
    authorised: ['cps-infirmiere', 'cps-generaliste'],
    acts: (dossierId, { at, psIdNatOf }) => [
      {
        type: 'authoriseCareTeam',
        dossierId,
        teamId: '6f1d9c0e-2b54-4c43-9a57-0d6a7c1e5b21',
        name: 'Équipe de soins du domicile',
        members: [psIdNatOf('cps-infirmiere'), psIdNatOf('cps-generaliste')],
        presence: { kind: 'vitale', readAt: at },
      },
      { type: 'changeHolderData', dossierId, data: CATARINA },
    ],
  },
  {
    card: 'vitale-nessi',
    authorised: ['cps-generaliste'],
    acts: (dossierId) => [{ type: 'setOppositions', dossierId, breakGlass: true, dispatchCentre: false }],
  },
  {
    card: 'vitale-mineure',
    authorised: ['cps-generaliste'],
    representative: {
      representativeId: '0b7a3f52-8c1e-4d0b-b7a6-93c4f2d81e60',
      role: 'mother',
      familyName: 'FAUVEL',
      firstName: 'Gabrielle (fictive)',
      phone: '06 39 98 50 60',
    },
  },
];
