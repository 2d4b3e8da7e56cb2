import type { Consultation } from '#core/consultations/queries/page.ts';

/** What every page of the office knows of its consultation, and when it was read. */
export type OfficeConsultation = Consultation & { now: number };
