import type { Display } from '#core/contributions/model.ts';
import type { Choice } from '#lib/fields.ts';
import { textOf } from '#lib/forms.ts';
import type { Writing } from './steps.ts';
import type { PageData } from './$types';

/** What each screen of the form is given. */
export interface Part {
	form: Writing | null;
	data: PageData;
	/** What the address carries beside the action. */
	here: string;
	speakers: readonly Choice[];
	shown: Record<Display, string>;
	/** The way out. */
	back: string;
}

/** What goes along unseen: every answer that this screen does not ask for, under one key from first to last. */
export function carriedBy(
	form: Writing | null,
	data: Pick<PageData, 'key' | 'paragraph' | 'writer'>,
	...asked: string[]
): Record<string, string> {
	const values = form?.values ?? {};
	const given = Object.keys(values).map((name) => [name, textOf(values, name)]);
	const carried = {
		key: data.key,
		account: data.writer.id,
		paragraphId: data.paragraph?.id ?? '',
		...(Object.fromEntries(given) as Record<string, string>)
	};
	return Object.fromEntries(Object.entries(carried).filter(([name]) => !asked.includes(name)));
}
