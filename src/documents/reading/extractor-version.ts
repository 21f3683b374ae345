/**
 * Version of what is read out of documents: raised with every change after which the same file gives other facts or
 * another text. Documents that an older version read are read again (server/reading).
 */
export const EXTRACTOR_VERSION = 3;
