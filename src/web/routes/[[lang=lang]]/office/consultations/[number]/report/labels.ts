import { proseFields } from '#core/answers/model.ts';
import type { Words } from '#messages/generated/messages.js';

/** What the fields of a report are called, for an error summary. */
export const reportLabels = (m: Words): Record<string, string> => ({
	...Object.fromEntries(proseFields.map((name) => [`prose.${name}`, m.prose[name]()])),
	signedBy: m.reporting.signed_by(),
	reason: m.reporting.reason()
});
