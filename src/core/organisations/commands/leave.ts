import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import { once } from '../../register/commands.ts';
import { afterSomebodyLeft, endRepresentation } from './representatives.ts';

/**
 * Speaks for an organisation no longer, from the next request on. When the last one leaves, the organisation has
 * ended. Refuses `not_found`.
 */
export async function leaveOrganisation(
	store: Store,
	actor: Actor,
	{ key, ...input }: { organisationId: string; key?: string | undefined }
): Promise<null> {
	const account = signedIn(actor);
	const { organisationId } = input;
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'account.change', body: input }, async () => {
			const { id: accountId } = account;
			await endRepresentation(writer, {
				organisationId,
				accountId,
				endedBy: accountId,
				reason: ''
			});
			writer.emit({
				type: 'representative.left',
				topic: null,
				kind: 'organisation',
				id: organisationId,
				version: 1,
				about: accountId
			});
			await afterSomebodyLeft(writer, organisationId);
			return null;
		})
	);
}
