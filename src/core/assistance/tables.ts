import type { Kit } from '#storage/kit.ts';
import type { accountTables } from '../accounts/tables.ts';
import type { centreTables } from '../centres/tables.ts';
import type { contributionTables } from '../contributions/tables.ts';
import { assistedChannels, transcriptions } from './model.ts';

export const assistanceTables = (
	kit: Kit,
	{ accounts }: ReturnType<typeof accountTables>,
	{ centres }: ReturnType<typeof centreTables>,
	{ contributions }: ReturnType<typeof contributionTables>
) => ({
	/** Where a contribution comes from that a consultant entered (requirements §5.3). */
	assistedEntries: kit.table(
		'assisted_entries',
		{
			contributionId: kit.id().references(() => contributions.id),
			centreId: kit
				.text()
				.notNull()
				.references(() => centres.id),
			channel: kit.choice(assistedChannels).notNull(),
			/** Of the paper form; null where there is none. */
			formSerial: kit.text(),
			/** The day on which the centre received it: in time, even when it is entered later. */
			receivedOn: kit.text().notNull(),
			enteredBy: kit
				.text()
				.notNull()
				.references(() => accounts.id),
			enteredAt: kit.instant().notNull(),
			transcription: kit.choice(transcriptions).notNull(),
			note: kit.text().notNull()
		},
		(entry) => [
			kit.unique('assisted_entries_serial').on(entry.centreId, entry.formSerial),
			kit.oneOf('assisted_channel', entry.channel, assistedChannels)
		]
	)
});
