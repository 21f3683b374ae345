import type { DocumentClassCode } from './document-classes.ts';

/** LOINC. */
export const LOINC_OID = '2.16.840.1.113883.6.1';
/** TRE_A04/A05 codes of the CI-SIS («TA_ASIP»). */
export const CISIS_OID = '1.2.250.1.213.1.1.4.12';

export type DocumentType = {
  readonly code: string;
  /** OID of the code system; «ASTM» for the one code of that body. */
  readonly system: string;
  readonly label: string;
  /** Absent where the DMP assigns none. */
  readonly classCode?: DocumentClassCode;
};

/** The type of a code; undefined where the DMP does not know it. */
export const documentTypeOf = (code: string): DocumentType | undefined => byCode.get(code);

/** The class that a type belongs to. */
export const classOf = (typeCode: string): DocumentClassCode | undefined => byCode.get(typeCode)?.classCode;

export const isDocumentTypeCode = (code: string): boolean => byCode.has(code);

/**
 * JDV_J66-TypeCode-DMP (OID 1.2.250.1.213.1.1.5.7), version 20240927120000, of the Agence du Numérique en Santé;
 * classes by ASS_X16 (DMP), where it has none ASS_X04 (CI-SIS). Codes with a hyphen and a check digit are LOINC codes,
 * © Regenstrief Institute, used under the LOINC licence; labels are those of the ANS.
 */
const ROWS: readonly (readonly [code: string, label: string, classCode: DocumentClassCode | undefined])[] = [
  ['AUTORIS-SOINS', 'Autorisation de soins et actes non usuels sanitaires', '95'],
  ['ATTEST-RESID', 'Attestation de résidence', '95'],
  ['ATTEST-DROITS-AM', "Attestation de droits à l'assurance maladie", '95'],
  ['ATTEST-ASS-COMPL', 'Attestation assurance complémentaire', '95'],
  ['ATTEST-HEBGT', "Attestation d'hébergement", '95'],
  ['BIL_AUTO', "CR de bilan d'évaluation de la perte d'autonomie", '10'],
  ['CERT_DECL', 'Certificat, déclaration', '52'],
  ['DISP_AUT', 'Dispensation (autre)', '43'],
  ['EXPPAT_1', 'Volontés et droits du patient', '90'],
  ['EXPPAT_2', 'Autre document du patient', '90'],
  ['EXPPAT_3', 'Directives anticipées', '90'],
  ['IMG-KOS', "Reference d'objets d'un examen d'imagerie", '31'],
  ['PROT_ALD', 'Protocole de soins ALD', '44'],
  ['REMB', 'Données de remboursement', '60'],
  ['SYNTH', 'Synthèse', '11'],
  ['DOCPAT01', 'Synthèse déposée par le patient', '11'],
  ['DOCPAT02', 'Traitement ou document de soins déposé par le patient', '42'],
  ['DOCPAT03', 'CR déposé par le patient', '10'],
  ['DOCPAT04', 'Imagerie déposée par le patient', '31'],
  ['DOCPAT05', 'CR de biologie déposé par le patient', '10'],
  ['DOCPAT06', 'CR de prévention déposé par le patient', '10'],
  ['DOCPAT07', 'Certificat déposé par le patient', '52'],
  ['DOCPAT08', 'Profil médical Mon espace santé', '11'],
  ['DOCPAT09', 'Document administratif déposé par le patient', '95'],
  ['PRESC-AAT', 'Prescription arrêt de travail', '42'],
  ['PRESC-BIO', "Prescription d'actes de biologie médicale", '42'],
  ['PRESC-KINE', "Prescription d'actes de kinésithérapie", '42'],
  ['PRESC-INF', "Prescription d'actes infirmiers", '42'],
  ['PRESC-PEDI', "Prescription d'actes de pédicurie", '42'],
  ['PRESC-ORTHOPHO', "Prescription d'actes d'orthophonie", '42'],
  ['PRESC-ORTHOPTIE', "Prescription d'actes d'orthoptie", '42'],
  ['11369-6', 'Historique des vaccinations', '52'],
  ['11488-4', 'CR ou fiche de consultation ou de visite', '10'],
  ['11490-0', "Lettre de liaison à la sortie d'un établissement de soins", '10'],
  ['11502-2', "CR d'examens biologiques", '10'],
  ['11505-5', "CR d'acte thérapeutique (autre)", '10'],
  ['11506-3', 'CR ou fiche de suivi de soins par auxiliaire médical', '10'],
  ['15507-7', 'CR de passage aux urgences', '10'],
  ['15508-5', "CR d'accouchement", '10'],
  ['18748-4', "CR d'imagerie médicale", '31'],
  ['18761-7', "Note de transfert (dont lettre de liaison à l'entrée en établissement de soins)", '11'],
  ['18776-5', 'Plan personnalisé de soins', '44'],
  ['28617-9', 'Bilan bucco-dentaire', '10'],
  ['28653-4', 'Document du secteur social / médico-social', '10'],
  ['29274-8', 'Mesures de signes vitaux', '10'],
  ['34112-3', 'CR hospitalier (séjour)', '10'],
  ['34120-6', 'Bilan par professionnel de santé', '10'],
  ['34133-9', "Synthèse d'épisode de soins", '11'],
  ['34749-2', 'CR de consultation pré-anesthésique', '10'],
  ['34794-8', 'CR de réunion de concertation pluridisciplinaire', '10'],
  ['34842-5', "Grille d'évaluation médico-social", '11'],
  ['34874-8', 'CR opératoire', '10'],
  ['34875-5', 'Évaluation postopératoire et note de suivi', '10'],
  ['47420-5', 'CR de bilan fonctionnel', '10'],
  ['52040-3', "Document encapsulant une image d'illustration non DICOM", '31'],
  ['51969-4', 'CR de génétique moléculaire', '10'],
  ['55115-0', "Demande d'actes d'imagerie", '42'],
  ['56445-0', 'Bilan médicamenteux (Officine)', '11'],
  ['57057-2', 'Synthèse Salle de Naissance Mère', '11'],
  ['57055-6', 'Synthèse antepartum', '11'],
  ['57075-4', 'Synthèse Salle de Naissance Enfant', '11'],
  ['57828-6', 'Prescription (autre)', '42'],
  ['57832-8', 'Prescription de soins', '42'],
  ['57833-6', 'Prescription de produits de santé', '42'],
  ['59283-2', "CR d'examen de l'enfant", '10'],
  ['59284-0', 'Attestation de consentement', '95'],
  ['60280-5', 'Fiche de retour du service des urgences', '11'],
  ['60568-3', "CR d'anatomie et de cytologie pathologiques", '10'],
  ['60591-5', 'Synthèse médicale', '11'],
  ['60593-1', 'Dispensation médicamenteuse', '43'],
  ['61357-0', 'Intervention pharmaceutique', '42'],
  ['67851-6', "CR d'admission", '10'],
  ['68599-0', 'Synthèse psychiatrique', '11'],
  ['68817-6', "Bilan de santé et de prévention de l'enfant", '11'],
  ['70004-7', "CR d'acte diagnostique (autre)", '10'],
  ['74207-2', "Document de liaison d'urgence", '11'],
  ['74465-6', 'Questionnaire patient', '90'],
  ['75468-9', 'Renouvellement ordonnance par pharmacien correspondant', '42'],
  ['75482-0', "CR d'acte thérapeutique à visée préventive", '10'],
  ['75492-9', "CR d'acte diagnostique à visée préventive ou de dépistage", '10'],
  ['75496-0', "Demande d'acte de télémédecine", '10'],
  ['77436-4', "CR d'anesthésie", '10'],
  ['77604-7', 'Planification thérapeutique', '44'],
  ['78341-5', 'Fiche de transfert vers le service des urgences', '11'],
  ['78489-2', 'Synthèse Enfant en Maternité', '11'],
  ['78513-9', 'CR de consultation en ophtalmologie', '10'],
  ['78601-2', "CR d'entretien pharmaceutique", '10'],
  ['80565-5', "CR d'administration de médicaments", '45'],
  ['80771-9', "Projet d'accueil individualisé", '44'],
  ['80788-3', "Projet personnalisé d'accompagnement", '44'],
  ['80820-4', 'Formulaire de conciliation médicamenteuse (Hôpital)', '11'],
  ['83836-7', 'Schéma dentaire', '11'],
  ['83869-8', 'Plan personnalisé de prévention', '44'],
  ['83901-9', 'Bilan psychologique', '11'],
  ['83981-1', "Lettre de liaison à la sortie d'une structure sociale ou médico-sociale", '10'],
  ['85208-7', 'CR de télémédecine', '10'],
  ['86531-1', 'Attestation de sortie', '95'],
  ['87273-9', 'Note de vaccination', '52'],
  ['88348-8', "Lettre de liaison d'entrée en structure sociale ou médico-sociale", '11'],
  ['89233-1', 'CR de grossesse', '10'],
  ['89235-6', 'Synthèse Suites de Couches Mère', '11'],
  ['89601-9', 'Certificat médical', '52'],
  ['93024-8', 'CR de consultation pharmaceutique', '10'],
  ['96349-6', "Lettre d'adressage", '10'],
  ['96173-0', "Test rapide d'orientation diagnostique", '52'],
  ['96874-3', 'COVID-19 Attestation de vaccination', '52'],
  ['101881-1', "Carte d'implant", undefined],
  ['E1762', 'Full Document (classeur / archive)', undefined],
];

function toType([code, label, classCode]: (typeof ROWS)[number]): DocumentType {
  return { code, system: systemOf(code), label, ...(classCode ? { classCode } : {}) };
}

function systemOf(code: string): string {
  if (/^\d+-\d$/.test(code)) return LOINC_OID;
  return code === 'E1762' ? 'ASTM' : CISIS_OID;
}

/** All types of the DMP, in the order of the nomenclature. */
export const DOCUMENT_TYPES: readonly DocumentType[] = ROWS.map(toType);

const byCode: ReadonlyMap<string, DocumentType> = new Map(DOCUMENT_TYPES.map((type) => [type.code, type]));
