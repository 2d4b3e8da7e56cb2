import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import { ownData, type OwnData } from '../queries/own-data.ts';

export interface DataExport {
	exportedAt: number;
	data: OwnData;
}

/** Everything that is kept about the signed-in account, and that it was taken out. Refuses `not_signed_in`. */
export async function exportOwnData(store: Store, actor: Actor): Promise<DataExport> {
	const account = signedIn(actor);
	await store.write(account, async ({ emit }) =>
		emit({
			type: 'data.exported',
			topic: null,
			kind: 'account',
			id: account.id,
			version: 1,
			about: account.id
		})
	);
	return store.read(async (reader) => ({
		exportedAt: reader.now(),
		data: await ownData(reader, account.id)
	}));
}
