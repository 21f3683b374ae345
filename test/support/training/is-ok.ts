export const isOk = ({ ok }: { ok: boolean }): boolean => ok;
