import type { FieldError, FieldErrorCode, RefusalCode } from '#core/kernel/errors.ts';
import type { Lang } from '#core/kernel/text.ts';
import { dateInWords } from './dates.ts';
import { words } from './generated/messages.js';

/** What is wrong with a field and what to do; days among the values are put in words. */
export function fieldErrorInWords(
	lang: Lang,
	{ code, values = {} }: Omit<FieldError, 'path'>
): string {
	const spoken = Object.entries(values).map(([name, value]) => [
		name,
		name.endsWith('On') ? dateInWords(String(value), lang) : value
	]);
	const m = words(lang);
	return m.field_error[code satisfies FieldErrorCode](
		Object.fromEntries(spoken) as Record<string, string | number>
	);
}

/** Why the application said no, and what to do. */
export function refusalInWords(lang: Lang, code: RefusalCode): string {
	const m = words(lang);
	return m.refusal[code]();
}
