import type { BackupMessages } from './messages-backup.ts';

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} Mo`;

export const frenchBackup: BackupMessages = {
  backup: {
    about:
      'sauvegarder l’instance pendant qu’elle tourne : les données dans FILE, les clés dans un autre fichier, à garder ailleurs',
    file: 'fichier des données, scellé par la clé de l’exploitant ; jamais écrasé',
    keys: 'fichier des clés ; par défaut FILE.keys',
    keysOnly: 'les clés seules, dans FILE : petites, à copier chaque heure',
    keysDone: (keysFile, bytes) =>
      `${keysFile} : les clés, ${megabytes(bytes)}. À garder ailleurs que les données.`,
    progress: (percent) => `Sauvegarde : ${percent} %`,
    done: (file, keysFile, { dossiers, documents, contents, bytes, keysBytes }) => [
      `${file} : ${dossiers} dossiers, ${documents} documents, ${contents} contenus, ${megabytes(bytes)}.`,
      `${keysFile} : les clés, ${megabytes(keysBytes)}. À garder ailleurs, et à refaire plus souvent.`,
    ],
    missing: (count) =>
      `${count} contenus ne sont plus sur le disque : leur dossier vient d’être détruit, ou le disque est endommagé.`,
    errors: {
      NoInstance: () => 'RELAIS_DATA ne contient pas d’instance à sauvegarder.',
      Exists: (file) => `${file}, ou son fichier de clés, existe déjà ; rien n’est écrasé.`,
      NotWritable: (file) => `${file} ne peut être écrit.`,
      DiskFull: (file) => `Le disque est plein ; rien ne porte le nom ${file}.`,
      RestoreUnderWay: () => 'Une restauration est en cours dans RELAIS_DATA.',
      WrongKey: () => 'RELAIS_KEY_FILE n’ouvre pas les bases de RELAIS_DATA.',
    },
  },
  restore: {
    about:
      'remettre une sauvegarde en place : les retraits de droits et les destructions faits depuis restent faits',
    file: 'fichier des données, fait par « relais backup »',
    keys: 'fichier des clés ; par défaut FILE.keys. Les clés déjà en place sont gardées',
    to: 'dossier de l’instance ; par défaut RELAIS_DATA',
    replace: 'mettre de côté l’instance qui s’y trouve ; rien n’en est effacé',
    done: (folder, { at, dossiers, documents, contents, redone, waiting, erased }) => [
      `${folder} contient la sauvegarde du ${at} : ${dossiers} dossiers, ${documents} documents, ${contents} contenus.`,
      `Refaits depuis : ${redone} actes sur les droits, ${erased} destructions. ${waiting} attendent un document que les appareils offriront de nouveau.`,
      'Toutes les sessions sont terminées. Renouvelez les listes de révocation (relais trust add), puis démarrez le serveur.',
    ],
    aside: (folder) => `L’ancien dossier est maintenant ${folder} ; c’est à vous de l’effacer.`,
    keysKept: 'Les clés déjà en place ont été gardées.',
    information: (file) =>
      `Le service d’information et les logiciels que montre l’aide : ${file}, sauf si RELAIS_INFORMATION nomme un fichier qui s’y trouve.`,
    errors: {
      Unreadable: (file) => `${file} ne peut être lu.`,
      NotBackup: (file) => `${file} n’est pas une sauvegarde de Relais.`,
      OtherKind: (file) => `${file} est l’autre des deux fichiers : données et clés sont interverties.`,
      WrongKey: (file) => `RELAIS_KEY_FILE n’ouvre pas ${file} : la clé est celle d’une autre instance.`,
      Altered: (file) => `${file} est tronqué ou altéré. Rien n’a été touché.`,
      Newer: (file) => `${file} a été écrit par une version plus récente de Relais.`,
      NewerSchema: () => 'La sauvegarde vient d’une version plus récente de Relais : mettez à jour d’abord.',
      Occupied: () => 'Ce dossier contient une instance : --replace la met de côté.',
      InUse: () => 'Un serveur, ou une autre commande, utilise ce dossier : arrêtez-le d’abord.',
      KeysMissing: (file) => `Aucune clé de cette instance : ni dans le dossier, ni dans ${file}.`,
      KeysOfOther: (file) => `${file} contient les clés d’une autre instance.`,
      KeysOlder: (file) =>
        `${file} est plus ancien que les données : des dossiers resteraient sans clé. Prenez les clés de la même sauvegarde, ou plus récentes.`,
      NotMovable: () =>
        'Ce dossier ne peut être renommé (point de montage ?) : placez l’instance dans un sous-dossier du volume.',
      NotWritable: () => 'Le dossier, ou celui qui le contient, ne peut être écrit.',
      DiskFull: () => 'Le disque est plein. Rien n’a été touché.',
    },
  },
};
