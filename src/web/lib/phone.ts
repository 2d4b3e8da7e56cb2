/** For a link by which a telephone dials. */
export const phoneHref = (number: string): string => `tel:${number.replace(/[^+\d]/g, '')}`;
