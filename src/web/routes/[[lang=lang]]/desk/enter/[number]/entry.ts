import type { App } from '#core/app.ts';
import { textOf, type FormValues } from '#lib/forms.ts';

type Entry = Parameters<App['contributions']['enter']>[1];

const langs = ['uk', 'pl', 'en'] as const;

/** What a consultant typed, as the command takes it. */
export const entryOf = (values: FormValues, number: string): Entry => ({
	number,
	channel: textOf(values, 'channel'),
	kind: textOf(values, 'kind'),
	text: textOf(values, 'text'),
	paragraphId: textOf(values, 'paragraphId') || undefined,
	name: textOf(values, 'name'),
	areaId: textOf(values, 'areaId'),
	display: textOf(values, 'display'),
	receivedOn: textOf(values, 'receivedOn'),
	formSerial: textOf(values, 'formSerial') || undefined,
	transcription: textOf(values, 'transcription'),
	language: langs.find((lang) => lang === textOf(values, 'language')),
	note: textOf(values, 'note')
});
