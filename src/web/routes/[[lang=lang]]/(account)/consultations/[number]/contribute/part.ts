import type { ContributionKind } from '#core/contributions/model.ts';
import { textOf } from '#lib/forms.ts';
import type { Writing } from './steps.ts';
import type { PageData } from './$types';

/** What each screen of the form is given. */
export interface Part {
	form: Writing | null;
	data: PageData;
	/** What the address carries beside the action. */
	here: string;
	/** The way out. */
	back: string;
}

type Carried = Record<string, string>;

/** What goes along unseen: every answer that this screen does not ask for, under one key from first to last. */
export function carriedBy(
	form: Writing | null,
	{ key, paragraph }: Pick<PageData, 'key' | 'paragraph'>,
	asked: string
): Carried {
	const values = form?.values ?? {};
	const carried = { key, paragraphId: paragraph?.id ?? '', ...values };
	return Object.fromEntries(
		Object.keys(carried)
			.filter((name) => name !== asked)
			.map((name) => [name, textOf(carried, name)])
	);
}

/** What is sent in the end; all else stands in fields of the last screen. `account`: under whose name it was shown. */
export function sentBy(
	form: Writing | null,
	data: Pick<PageData, 'key' | 'paragraph' | 'writer'>,
	kind: ContributionKind
): Carried {
	const values = form?.values ?? {};
	return {
		key: textOf(values, 'key') || data.key,
		account: data.writer?.id ?? '',
		paragraphId: data.paragraph?.id ?? '',
		kind,
		text: textOf(values, 'text')
	};
}
