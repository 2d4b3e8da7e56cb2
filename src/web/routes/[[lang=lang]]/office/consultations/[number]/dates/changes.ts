import type { ChangeRole } from '#core/consultations/model.ts';
import type { Consultation } from '#core/consultations/queries/page.ts';
import type { CourseStep } from '#core/consultations/queries/course.ts';

export type Change = Extract<CourseStep, { step: 'changed' }>;

/** What happened to the dates, oldest first. */
export const changesOf = ({ course }: Pick<Consultation, 'course'>): Change[] =>
	course.filter((one) => one.step === 'changed');

/** Who stopped a consultation last. */
export const stoppedBy = (consultation: Pick<Consultation, 'course'>): ChangeRole | undefined =>
	changesOf(consultation).findLast(({ kind }) => kind === 'suspended')?.role;
