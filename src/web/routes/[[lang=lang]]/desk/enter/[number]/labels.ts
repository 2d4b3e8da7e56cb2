import type { Words } from '#messages/generated/messages.js';

/** What the fields of an entry are called, for an error summary. */
export const entryLabels = (m: Words): Record<string, string> => ({
	channel: m.enter_channel(),
	formSerial: m.enter_serial(),
	receivedOn: m.enter_received(),
	kind: m.enter_kind(),
	paragraphId: m.enter_paragraph(),
	text: m.enter_text(),
	transcription: m.enter_transcription(),
	language: m.enter_language(),
	name: m.enter_name(),
	place: m.enter_place(),
	areaId: m.enter_place(),
	display: m.enter_display(),
	note: m.enter_note()
});
