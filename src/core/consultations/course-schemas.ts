import { Type } from 'typebox';
import { Instant, iso, isoOrNull, orNull, Trilingual } from '../kernel/schemas.ts';
import { appealOutcomes, groundCodes, moderationActions } from '../moderation/model.ts';
import { changeKinds, changeRoles } from './model.ts';
import type { CourseStep } from './queries/course.ts';

const centre = Type.Object({ slug: Type.String(), town: Trilingual });
const seq = Type.Integer({ description: 'Number of the contribution within the consultation.' });

/** A step of the public course; `step` tells which one. */
export const CourseStepJson = Type.Union([
	Type.Object({
		step: Type.Literal('changed'),
		at: Instant,
		kind: Type.Enum([...changeKinds]),
		role: Type.Enum([...changeRoles]),
		reason: Type.String(),
		document: orNull(Type.String()),
		closedAt: orNull(Instant),
		closesAt: orNull(Instant)
	}),
	Type.Object({
		step: Type.Literal('moderated'),
		at: Instant,
		action: Type.Enum([...moderationActions]),
		ground: Type.Enum([...groundCodes]),
		seq,
		isReply: Type.Boolean(),
		centre
	}),
	Type.Object({ step: Type.Literal('appealed'), at: Instant, seq, centre }),
	Type.Object({
		step: Type.Literal('appeal_decided'),
		at: Instant,
		seq,
		outcome: Type.Enum([...appealOutcomes]),
		bySilence: Type.Boolean(),
		centre
	}),
	Type.Object({ step: Type.Literal('report_corrected'), at: Instant, reason: Type.String() })
]);

export const courseStepJson = (step: CourseStep) =>
	step.step === 'changed'
		? {
				...step,
				at: iso(step.at),
				closedAt: isoOrNull(step.closedAt),
				closesAt: isoOrNull(step.closesAt)
			}
		: { ...step, at: iso(step.at) };
