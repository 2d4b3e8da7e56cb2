import type { DecisionInput } from '#core/answers/commands/decision.ts';
import type { DocumentChange } from '#core/answers/model.ts';
import { textOf, type FormValues } from '#lib/forms.ts';

/** Rows for changes that a form may have. */
const most = 100;

/** How many rows the form shows: those it was sent with, and one more where that was asked for. */
export function rowsOf(values: FormValues | undefined): number {
	const rows = Number(values ? textOf(values, 'rows') : 2);
	return Number.isSafeInteger(rows) ? Math.min(Math.max(rows, 1), most) : 1;
}

/**
 * What a form says of a decision. Rows in which nothing was written are left out; `fieldOf` leads from a change
 * back to the row in which it was written.
 */
export function decisionOf(values: FormValues, number: string) {
	const rows = Array.from({ length: rowsOf(values) }, (_, row) => row).filter((row) =>
		['paragraphId', 'before', 'after', 'because'].some(
			(name) => textOf(values, `changes.${row}.${name}`).trim() !== ''
		)
	);
	const decision: Omit<DecisionInput, 'key'> = {
		number,
		body: textOf(values, 'body'),
		decisionNumber: textOf(values, 'decisionNumber'),
		decidedOn: textOf(values, 'decidedOn'),
		title: textOf(values, 'title'),
		document: textOf(values, 'document'),
		followUp: textOf(values, 'followUp'),
		changes: rows.map((row): DocumentChange => ({
			paragraphId: textOf(values, `changes.${row}.paragraphId`),
			before: textOf(values, `changes.${row}.before`),
			after: textOf(values, `changes.${row}.after`),
			because: numbersIn(textOf(values, `changes.${row}.because`))
		}))
	};
	const fieldOf = (path: string) =>
		path.replace(/^changes\.(\d+)/, (_, place: string) => `changes.${rows[Number(place)] ?? 0}`);
	return { decision, fieldOf };
}

/** "3, 7 and 12" → 3, 7, 12; what holds no number at all becomes one that nothing has. */
function numbersIn(text: string): number[] {
	const found = text.match(/\d+/g)?.map(Number) ?? [];
	return found.length === 0 && text.trim() !== '' ? [0] : found;
}
