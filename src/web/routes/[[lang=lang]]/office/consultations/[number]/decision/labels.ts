import type { FieldError } from '#core/kernel/errors.ts';
import type { Words } from '#messages/generated/messages.js';

/** What a field of a decision is called: `changes.0.after` is "Change 1: text now". */
function decisionLabel(m: Words, path: string): string {
	const [field = '', row = '', part = ''] = path.split('.');
	const labels: Record<string, string> = {
		body: m.deciding.body(),
		decisionNumber: m.deciding.number(),
		decidedOn: m.deciding.decided_on(),
		title: m.deciding.title_field(),
		document: m.deciding.document(),
		followUp: m.deciding.follow_up(),
		paragraphId: m.deciding.paragraph(),
		before: m.deciding.before(),
		after: m.deciding.after(),
		because: m.deciding.because()
	};
	return field === 'changes'
		? `${m.deciding.change({ number: Number(row) + 1 })}: ${labels[part] ?? ''}`
		: (labels[field] ?? '');
}

export const decisionLabels = (m: Words, errors: readonly FieldError[]): Record<string, string> =>
	Object.fromEntries(errors.map(({ path }) => [path, decisionLabel(m, path)]));
