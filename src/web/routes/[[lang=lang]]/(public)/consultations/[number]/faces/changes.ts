import type { CourseStep } from '#core/consultations/queries/course.ts';
import type { Consultation } from '#core/consultations/queries/page.ts';

/** A consultation as the faces of its phases look at it. */
export interface FaceProps {
	consultation: Consultation & { now: number };
	/** The language of what the office wrote, where it is not the page's own. */
	original: string | undefined;
}

type Change = Extract<CourseStep, { step: 'changed' }>;

export const changesOf = ({ course }: Pick<Consultation, 'course'>): Change[] =>
	course.filter((one): one is Change => one.step === 'changed');

export const latestChange = (
	consultation: Pick<Consultation, 'course'>,
	kind: Change['kind']
): Change | undefined => changesOf(consultation).findLast((one) => one.kind === kind);
