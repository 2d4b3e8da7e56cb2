import { textOf, textsOf, type FormValues } from '#lib/forms.ts';
import { inEach } from '#lib/languages.ts';
import type { Words } from '#messages/generated/messages.js';

/** What the form about something planned says. */
export const typedPlanned = (values: FormValues) => ({
	quarter: textOf(values, 'quarter'),
	title: {
		uk: textOf(values, 'title.uk'),
		pl: textOf(values, 'title.pl'),
		en: textOf(values, 'title.en')
	},
	topic: textOf(values, 'topic'),
	areaIds: textsOf(values, 'areaIds'),
	why: textOf(values, 'why')
});

/** Labels of its fields, for the error summary. */
export const planLabels = (m: Words): Record<string, string> => ({
	quarter: m.planning.when(),
	...inEach('title', m.planning.subject()),
	why: m.planning.why(),
	topic: m.find.topic(),
	areaIds: m.planning.places(),
	reason: m.planning.reason()
});
