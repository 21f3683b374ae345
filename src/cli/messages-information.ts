import type { InformationFault } from '#server/information.ts';

/** The sentences of `relais information`. */
export type InformationMessages = {
  /** In which language the file is shown. */
  language: 'fr' | 'en';
  about: string;
  show: string;
  check: string;
  file: string;
  notConfigured: string;
  good(file: string): string;
  updated(day: string): string;
  noService: string;
  noSoftware: string;
  refusal(file: string, fault: InformationFault): string;
};

export const frenchInformation: InformationMessages = {
  language: 'fr',
  about: 'le service d’information et les logiciels compatibles, montrés dans l’aide de Relais',
  show: 'montrer ce que dit le fichier que nomme RELAIS_INFORMATION, ou celui du dossier des données',
  check: 'vérifier un fichier avant de le mettre en place',
  file: 'fichier JSON',
  notConfigured:
    'RELAIS_INFORMATION ne nomme aucun fichier, et le dossier des données n’en a pas : l’aide dit que l’exploitant n’a rien indiqué.',
  good: (file) => `${file} est bon.`,
  updated: (day) => `À jour au ${day}`,
  noService: 'Aucun service d’information',
  noSoftware: 'Aucun logiciel',
  refusal: (file, fault) =>
    fault.type === 'FileUnreadable'
      ? `${file} ne peut être lu.`
      : `${file} n’a pas la forme attendue${fault.where ? `, à ${fault.where}` : ''}.`,
};

export const englishInformation: InformationMessages = {
  language: 'en',
  about: 'the information service and the compatible software that the help of Relais shows',
  show: 'show what the file that RELAIS_INFORMATION names says, or the one in the data folder',
  check: 'check a file before putting it in place',
  file: 'JSON file',
  notConfigured:
    'RELAIS_INFORMATION names no file, and the data folder has none: the help says that the operator gave nothing.',
  good: (file) => `${file} is good.`,
  updated: (day) => `As of ${day}`,
  noService: 'No information service',
  noSoftware: 'No software',
  refusal: (file, fault) =>
    fault.type === 'FileUnreadable'
      ? `${file} cannot be read.`
      : `${file} is not of the expected form${fault.where ? `, at ${fault.where}` : ''}.`,
};
