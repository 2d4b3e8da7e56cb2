import { eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { centreById } from '../../centres/queries.ts';
import type { Actor } from '../../kernel/actor.ts';
import { createFields } from '../../kernel/fields.ts';
import type { Lang } from '../../kernel/text.ts';
import { require, standingFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { writeTo } from '../tell.ts';
import { targetOf } from './target.ts';
import { cardFor } from './verify.ts';

export interface IssueLoginCard {
	centreId: string;
	login: string;
	/** The papers were compared with the name on the account. */
	compared: boolean;
	key?: string | undefined;
}

/**
 * A new login card for somebody who lost the password, in person at any centre. The old password and its sessions go
 * on until the card is used: a card that lies about takes nothing away. Refuses as `accountAtDesk` does, and
 * `invalid_input` unless the papers were compared.
 */
export async function issueLoginCard(
	store: Store,
	actor: Actor,
	{ key, ...input }: IssueLoginCard
): Promise<{ login: string; name: string; language: Lang; card: string }> {
	const account = signedIn(actor);
	const { centreId } = input;
	require('card.issue', account, { centreId });
	const issued = await store.write(account, async (writer) => {
		const fields = createFields();
		const target = await targetOf(writer, account, input, fields);
		if (!input.compared) fields.wrong('compared', 'not_confirmed');
		fields.refuseIfWrong();
		const { id, login } = target!;
		return once(writer, account, { key, action: 'card.issue', body: input }, async () => {
			const { keys } = writer;
			const as = standingFor('card.issue', account, { centreId, accountId: id })!.role!;
			const card = await cardFor(writer, { id, login, as });
			const centre = await centreById(writer, centreId);
			await writeTo(writer, [id], 'card_issued', (lang) => ({ centre: centre.name[lang] }));
			return { id, login, card: keys.seal(card, `card of ${id}`) };
		});
	});
	const { id, login, card } = issued;
	const { db, t } = store;
	const [row] = await db.select().from(t.accounts).where(eq(t.accounts.id, id));
	const { name, language } = row!;
	return { login, name, language, card: store.keys.open(card, `card of ${id}`) };
}
