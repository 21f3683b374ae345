import type { GlossaryTexts } from '#ui/help/help-text.ts';

export const glossary: GlossaryTexts = {
  title: 'Glossary',
  lead: 'The words of the shared medical record and of Relais in plain English, with their reference where there is one. French names are given, since the cards and the law use them.',
  sources:
    'Articles without another mention are those of the French Public Health Code (Code de la santé publique); CSS is the Social Security Code; EX and TD are published requirements and transactions of the DMP.',
  groups: {
    identity: 'Identities and cards',
    rights: 'Rights and access',
    emergency: 'Emergency',
    documents: 'Documents',
    device: 'Relais on your device',
  },
  reference: (reference) => `Reference: ${reference}`,
  terms: {
    dmp: {
      name: 'DMP, shared medical record',
      also: ['dossier médical partagé', 'record'],
      meaning:
        'A person’s record that gathers the documents useful to coordinate their care. The professionals whom they authorise read it. It does not replace the record that each keeps for themselves.',
      reference: 'L1111-14, L1111-15',
    },
    titulaire: {
      name: 'Holder (titulaire)',
      also: ['patient', 'person'],
      meaning: 'The person to whom the record belongs: they decide who may read it.',
      reference: 'L1111-14, L1111-19',
    },
    'ins-c': {
      name: 'INS-C',
      also: ['computed national health identifier'],
      meaning:
        'An identifier of 22 digits computed from the carte Vitale (social security number, first name, date of birth). It finds the record without showing the social security number. It is not the qualified INS.',
    },
    ins: {
      name: 'INS, national health identity',
      also: ['matricule', 'qualified INS'],
      meaning:
        'The matricule (the person’s social security number) with their civil identity. It is qualified once the national service confirmed it and the identity was checked.',
      reference: 'L1111-8-1',
    },
    nir: {
      name: 'NIR, social security number',
      also: ['numéro de sécurité sociale'],
      meaning:
        'A number of 13 digits followed by a key of two. Relais reads it from the carte Vitale to compute the INS-C, then drops it: what comes from the card is neither shown nor kept.',
      reference: 'L1111-8-1',
    },
    'carte-vitale': {
      name: 'Carte Vitale',
      also: ['health insurance card'],
      meaning:
        'The insured person’s card. Reading it attests that the card was there and whose it is; it does not prove that the person in front of you is the holder: that is for you to check.',
      reference: 'L161-31 CSS; EX_GEN-1400',
    },
    cps: {
      name: 'CPS, health professional’s card',
      also: ['carte de professionnel de santé'],
      meaning:
        'Your personal card. With its code it proves who you are. The code goes to the card alone; after too many wrong tries it blocks itself.',
      reference: 'L161-33 CSS',
    },
    rpps: {
      name: 'RPPS number',
      also: ['professional’s national identifier', 'PS_IdNat'],
      meaning:
        'A number of 11 digits that names a health professional for their whole career. The CPS carries it, after an 8.',
    },
    consentement: {
      name: 'Consent (consentement)',
      meaning:
        'The person’s yes, given once they were informed. Without it no record is created or reopened; it is noted with its date and the name of whoever collected it.',
      reference: 'EX_1.1-1010, EX_1.2-1030; R1111-46',
    },
    brochure: {
      name: 'Information brochure',
      meaning:
        'The text handed to the person before they say yes or no. It says what the record is for, who reads it and what their rights are.',
    },
    autorisation: {
      name: 'Authorisation (autorisation d’accès)',
      meaning:
        'The holder allows a professional to read their record, by an explicit act, for one year, renewable. They may withdraw it at any time. Adding a document needs none.',
      reference: 'L1111-17 I, EX_0.3-1010',
    },
    'equipe-de-soins': {
      name: 'Care team (équipe de soins)',
      meaning:
        'The professionals who care for the same person together. The consent collected once, at the beginning, holds for all its members.',
      reference: 'L1110-12, R1111-46; Conseil d’État, 15 October 2025',
    },
    'medecin-traitant': {
      name: 'Attending physician (médecin traitant)',
      meaning:
        'The doctor whom the person chose. They have access to the whole record, masked documents too, and to the traces.',
      reference: 'L1111-16; L162-5-3 CSS',
    },
    'professionnel-bloque': {
      name: 'Blocked professional',
      also: ['professionnel bloqué'],
      meaning:
        'A professional to whom the holder closes their record, even by break-glass. Only the centre 15 keeps its own rule.',
      reference: 'TD0.2 NB1',
    },
    'matrice-d-habilitation': {
      name: 'Entitlement matrix (matrice d’habilitation)',
      also: ['entitlement'],
      meaning:
        'A table of which types of document each profession may read. It limits reading, not adding. The operator puts in place the one that applies.',
      reference: 'Order of 26 October 2023',
    },
    'bris-de-glace': {
      name: 'Break-glass (bris de glace)',
      also: ['emergency', 'emergency access'],
      meaning:
        'Access without an authorisation, when the person cannot speak and their health is in immediate danger, unless they refused it beforehand. You write why; they and their attending physician are told afterwards.',
      reference: 'L1111-17 I, R1111-48, EX_0.3-1050',
    },
    'centre-15': {
      name: 'Centre 15, emergency dispatch (SAMU)',
      also: ['SAMU', 'dispatch'],
      meaning:
        'Access of the dispatching doctor who takes a call about a person, unless they refused it. No reason has to be written.',
      reference: 'L1111-17 I',
    },
    opposition: {
      name: 'Opposition',
      also: ['refusal', 'opt-out'],
      meaning:
        'The holder refuses break-glass, the centre 15, or both beforehand. They may change their mind at any time.',
      reference: 'L1111-17 I, EX_1.1-1050',
    },
    masquage: {
      name: 'Masking (masquage)',
      also: ['masked document'],
      meaning:
        'The holder makes a document invisible to professionals. Whoever filed it and the attending physician still see it. It can be unmasked.',
      reference: 'R1111-49',
    },
    'non-visible-du-titulaire': {
      name: 'Not visible to the holder',
      also: ['announcement', 'consultation d’annonce'],
      meaning:
        'A professional holds a result back until it was told in person. After two weeks the holder is told of an update; after a month the document becomes visible by itself.',
      reference: 'R1111-53',
    },
    'non-visible-des-representants': {
      name: 'Not visible to the legal representatives',
      meaning:
        'A minor’s document that their representatives do not see, about care that the law lets them keep secret. Making it visible is final.',
      reference: 'R1111-50, EX_3.3-1045',
    },
    'representant-legal': {
      name: 'Legal representative (représentant légal)',
      also: ['parent', 'guardian'],
      meaning:
        'Whoever exercises the holder’s rights in their place: mostly a parent for a minor, a guardian for a protected adult.',
      reference: 'R1111-50',
    },
    'session-confidentielle': {
      name: 'Confidential session (connexion secrète)',
      also: ['minor', 'secret'],
      meaning:
        'A minor came alone and asks for secrecy: all that is added until the session ends stays invisible to their legal representatives.',
      reference: 'L1111-5, L1111-5-1, EX_0.1-1100',
    },
    'personne-de-confiance': {
      name: 'Trusted person (personne de confiance)',
      meaning:
        'A person whom the patient named in writing. Where they can no longer speak, this person says what they would have wanted, and weighs more than other relatives.',
      reference: 'L1111-6',
    },
    'personne-a-prevenir': {
      name: 'Emergency contact (personne à prévenir)',
      meaning:
        'Whom to call if something happens. That alone gives no voice in decisions about care: that is what the trusted person is for.',
    },
    'directives-anticipees': {
      name: 'Advance directives (directives anticipées)',
      meaning:
        'What the person wrote about the end of their life, for the day when they could no longer say it: to go on with, limit or stop treatments. They may change them at any time.',
      reference: 'L1111-11',
    },
    'secret-professionnel': {
      name: 'Professional secrecy (secret professionnel)',
      also: ['secret médical', 'confidentiality'],
      meaning:
        'All that you learn of a person in care is covered by secrecy. Opening a record without the right to is punished by the law.',
      reference: 'L1110-4; L1111-18',
    },
    trace: {
      name: 'Trace',
      also: ['who saw what', 'audit'],
      meaning:
        'What is noted of each act on a record: who, when, in which mode, by which rule. The holder may see them. A trace is never erased.',
      reference: 'L1111-19, R1111-43',
    },
    alimenter: {
      name: 'To feed (alimenter)',
      also: ['add', 'file'],
      meaning: 'To add a document to the record. No authorisation is needed, the consent is enough.',
      reference: 'R1111-47, TD0.2 NB2',
    },
    consulter: {
      name: 'To consult (consulter)',
      also: ['read'],
      meaning: 'To read the record or a document. One has to be authorised; each reading leaves a trace.',
      reference: 'L1111-17 I',
    },
    cda: {
      name: 'CDA',
      also: ['CDA R2', 'structured document'],
      meaning:
        'The form of health documents that software can read: a header that says of whom and by whom, then text or coded values.',
    },
    loinc: {
      name: 'LOINC',
      also: ['test code'],
      meaning:
        'A list of codes that names each test and each type of document in the same way everywhere. It is what lets two laboratories be compared.',
    },
    'synthese-medicale': {
      name: 'Medical summary (volet de synthèse médicale, VSM)',
      also: ['VSM'],
      meaning:
        'The summary that the attending physician writes: history, current problems, allergies, treatments.',
    },
    identitovigilance: {
      name: 'Identity vigilance (identitovigilance)',
      meaning:
        'Making sure that person, card and document belong to the same holder, before caring and before writing. A wrong record can do grave harm.',
      reference: 'EX_GEN-1250',
    },
    'datamatrix-ins': {
      name: 'INS code (datamatrix)',
      also: ['barcode', 'QR'],
      meaning:
        'A small printed square that carries a person’s national health identity. Relais reads it with the camera.',
    },
    cloture: {
      name: 'Closing (clôture)',
      also: ['reactivation'],
      meaning:
        'The holder closes their record: nobody reads it any more. It is archived for ten years. It can be reopened with a new consent.',
      reference: 'R1111-36, EX_1.2-1030',
    },
    effacement: {
      name: 'Erasure (effacement)',
      also: ['destruction'],
      meaning:
        'The content of a closed record is destroyed, ten years after the closing, or sooner if the holder asks. There is no way back. The traces stay.',
      reference: 'R1111-36',
    },
    lettre: {
      name: 'Letter',
      meaning:
        'A notice printed and sent by post to a holder without an e-mail address, for instance after a break-glass access.',
      reference: 'R1111-48',
    },
    avis: {
      name: 'Notice (avis)',
      also: ['notification'],
      meaning:
        'A message that Relais sends you, for instance of an emergency access to one of your patients’ records.',
      reference: 'R1111-48',
    },
    coffre: {
      name: 'Vault (coffre)',
      meaning:
        'What Relais keeps on this device, encrypted: records, notes being written, items to be sent. It opens only by your own ways to unlock it.',
    },
    'phrase-secrete': {
      name: 'Passphrase (phrase secrète)',
      also: ['password'],
      meaning:
        'Several unrelated words, 12 characters at least, that open your vault without a network. Nobody can give it back to you.',
    },
    'cle-d-acces': {
      name: 'Passkey (clé d’accès)',
      also: ['fingerprint', 'face'],
      meaning:
        'A key kept by your device, which your fingerprint, your face or the device’s code unlocks. It cannot be guessed, nor copied from one page to another.',
    },
    pret: {
      name: 'Loan of a record (prêt, lease)',
      also: ['lease', 'bail'],
      meaning:
        'A record kept on your device is kept for a time, mostly three days. Each contact with the server prolongs it, as long as you are authorised. At its end it is erased; what you have not sent stays.',
    },
    envoi: {
      name: 'Outbox item (envoi)',
      also: ['waiting', 'refused', 'synchronisation'],
      meaning:
        'What you wrote and the server is to receive. Waiting: on this device alone. Received: the server confirmed it. Refused: kept here with the reason.',
    },
    'poste-partage': {
      name: 'Shared workstation (poste partagé)',
      meaning:
        'A device used by several people. Relais keeps nothing on it: all is forgotten at lock or leaving.',
    },
    'poste-passerelle': {
      name: 'Bridge (poste passerelle)',
      also: ['Relais bridge'],
      meaning:
        'A program on the computer that has the card reader. It reads cards for your tablet or your phone.',
    },
    appairage: {
      name: 'Pairing (appairage)',
      also: ['associate'],
      meaning:
        'A link between your device and a bridge. It is made by a QR code, and the server that passes the messages on cannot read them.',
    },
    tournee: {
      name: 'Visit round (tournée)',
      meaning:
        'Your visits of the day, in order, with the records fetched beforehand to open without a network.',
    },
    'fiche-d-urgence': {
      name: 'Emergency summary (fiche d’urgence)',
      also: ['allergies'],
      meaning:
        'What one has to know first, taken from the documents: allergies, treatments at risk, pregnancy, implants, problems, directives, whom to call. Each line says where it comes from.',
    },
    'logiciel-compatible': {
      name: 'Compatible software',
      also: ['clinical software', 'LPS'],
      meaning:
        'Software of a practice or a hospital that exchanges with Relais. The operator keeps the list of what works with this server.',
    },
  },
};
