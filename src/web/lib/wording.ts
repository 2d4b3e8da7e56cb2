import type { FieldError, RefusalCode } from '#core/kernel/errors.ts';
import type { useWords } from './words.ts';

/** The words of one language. */
export type Words = ReturnType<typeof useWords>;

type Named = Record<string, string | number>;

/** What is wrong with a field, in words. */
export function fieldErrorWords(m: Words, { code, values }: FieldError): string {
	// The functions of the group differ in the numbers they name; the application sends those that belong to the code.
	return (m.field_error[code] as (values: Named) => string)(values ?? {});
}

export function refusalWords(m: Words, code: RefusalCode): string {
	return (m.refusal[code] as () => string)();
}

/** With a capital: for words that stand in the middle of a sentence elsewhere. */
export function sentence(words: string, lang: string): string {
	const first = /^./u.exec(words)?.[0] ?? '';
	return first.toLocaleUpperCase(lang) + words.slice(first.length);
}
