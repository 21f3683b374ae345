import { documentTypeOf, type DocumentType } from './document-types.ts';
import { isProfessionCode, type ProfessionCode } from './professions.ts';

/**
 * The types that a form offers first, by profession. Our choice from what these professionals write, not a rule of the
 * DMP: every type stays within reach, and what may be read is decided in domain/access.
 */
const GENERAL = [
  '11488-4', // consultation
  '57833-6', // prescription of medicines and devices
  '11502-2', // laboratory report
  '18748-4', // imaging report
  '34112-3', // hospital stay
  '11490-0', // discharge letter
  '96349-6', // referral letter
  '60591-5', // medical summary
  '87273-9', // vaccination
  '89601-9', // certificate
  'EXPPAT_3', // advance directives
  '52040-3', // illustration picture
] as const;

const BY_PROFESSION: Partial<Record<ProfessionCode, readonly string[]>> = {
  // médecin
  '10': [...GENERAL, 'PRESC-BIO', 'PRESC-INF', 'PRESC-KINE', '55115-0', 'PROT_ALD'],
  // pharmacien
  '21': ['60593-1', '61357-0', '78601-2', '56445-0', '87273-9', '57833-6', '93024-8', '75468-9', '96173-0'],
  // chirurgien-dentiste
  '40': ['28617-9', '83836-7', '11488-4', '57833-6', '11505-5', '18748-4', '96349-6', '89601-9', '52040-3'],
  // sage-femme
  '50': [
    '11488-4',
    '89233-1',
    '15508-5',
    '57057-2',
    '57833-6',
    '18748-4',
    '11502-2',
    '87273-9',
    '57055-6',
    '52040-3',
  ],
  // infirmier
  '60': [
    '11506-3', // nursing follow-up
    '29274-8', // vital signs
    '80565-5', // administration of medicines
    '34120-6', // assessment by a professional
    '52040-3', // picture, of a wound for instance
    '87273-9',
    'PRESC-INF',
    '57833-6',
    '11502-2',
    '11490-0',
    '74207-2', // emergency liaison
    'BIL_AUTO', // loss of autonomy
  ],
  // masseur-kinésithérapeute
  '70': ['11506-3', '47420-5', '34120-6', 'PRESC-KINE', '11488-4', '18748-4', '11490-0', '52040-3'],
  // orthophoniste
  '91': ['11506-3', '34120-6', '47420-5', 'PRESC-ORTHOPHO', '11490-0'],
};

/** The dozen types to offer first to a professional; the general ones for professions without a list of their own. */
export function commonTypes(profession: string): readonly DocumentType[] {
  const codes: readonly string[] =
    (isProfessionCode(profession) ? BY_PROFESSION[profession] : undefined) ?? GENERAL;
  return codes.flatMap((code) => documentTypeOf(code) ?? []);
}

/** Our English names of the common types; the nomenclature has none. */
const ENGLISH: Readonly<Record<string, string>> = {
  '11488-4': 'Consultation report',
  '11490-0': 'Discharge letter from a care establishment',
  '11502-2': 'Laboratory report',
  '11505-5': 'Report of a therapeutic procedure',
  '11506-3': 'Follow-up of care by an allied professional',
  '15508-5': 'Delivery report',
  '18748-4': 'Imaging report',
  '28617-9': 'Dental assessment',
  '29274-8': 'Vital signs',
  '34112-3': 'Hospital report (stay)',
  '34120-6': 'Assessment by a professional',
  '47420-5': 'Functional assessment report',
  '52040-3': 'Picture (not DICOM)',
  '55115-0': 'Imaging request',
  '56445-0': 'Medication review (pharmacy)',
  '57055-6': 'Antepartum summary',
  '57057-2': 'Delivery room summary, mother',
  '57833-6': 'Prescription of health products',
  '60591-5': 'Medical summary',
  '60593-1': 'Dispensing of medicines',
  '61357-0': 'Pharmaceutical intervention',
  '74207-2': 'Emergency liaison document',
  '75468-9': 'Renewal of a prescription by the pharmacist',
  '78601-2': 'Report of a pharmaceutical interview',
  '80565-5': 'Administration of medicines',
  '83836-7': 'Dental chart',
  '87273-9': 'Vaccination note',
  '89233-1': 'Pregnancy report',
  '89601-9': 'Medical certificate',
  '93024-8': 'Report of a pharmaceutical consultation',
  '96173-0': 'Rapid diagnostic test',
  '96349-6': 'Referral letter',
  BIL_AUTO: 'Assessment of loss of autonomy',
  EXPPAT_3: 'Advance directives',
  'PRESC-BIO': 'Prescription of laboratory tests',
  'PRESC-INF': 'Prescription of nursing care',
  'PRESC-KINE': 'Prescription of physiotherapy',
  'PRESC-ORTHOPHO': 'Prescription of speech therapy',
  PROT_ALD: 'Care protocol for a long-term condition',
};

/** The English name of a common type; undefined for the rest, which show their French label. */
export const englishTypeLabel = (typeCode: string): string | undefined =>
  Object.hasOwn(ENGLISH, typeCode) ? ENGLISH[typeCode] : undefined;
