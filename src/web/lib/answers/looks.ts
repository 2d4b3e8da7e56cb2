import type { AnswerStatus } from '#core/answers/model.ts';

/** How each answer is marked. */
export const looks = {
	accepted: { icon: 'yes', tone: 'good' },
	partly_accepted: { icon: 'part', tone: 'partly' },
	not_accepted: { icon: 'no', tone: 'bad' },
	already_covered: { icon: 'yes', tone: '' },
	out_of_scope: { icon: 'note', tone: '' },
	noted: { icon: 'note', tone: '' }
} as const satisfies Record<AnswerStatus, object>;
