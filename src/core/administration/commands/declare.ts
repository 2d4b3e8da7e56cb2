import { inArray } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import type { Actor } from '../../kernel/actor.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import { addMonths } from '../../kernel/time.ts';
import { refuseStale } from '../../kernel/versions.ts';
import { require } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { declaredForMonths, tieKinds, tieNoteLimits } from '../model.ts';
import { actingAs } from '../policy.ts';
import { declaredTimes } from '../queries/conflicts.ts';
import type { Tie } from '../queries/ties.ts';

export interface Declare {
	/** `none` is a declaration as well. */
	have: string;
	authorities: readonly string[];
	centres: readonly string[];
	organisations: readonly string[];
	note: string;
	/** How many there were when it was written: another tab is not overruled unasked. */
	version?: number | undefined;
	key?: string | undefined;
}

/**
 * Once a year whoever decides in a centre says with whom they have ties, or that they have none (requirements §4.6).
 * Refuses `not_allowed`, `version_conflict`, `invalid_input`.
 */
export async function declareConflicts(
	store: Store,
	actor: Actor,
	{ key, ...input }: Declare
): Promise<{ id: string; until: number }> {
	const account = signedIn(actor);
	require('conflict.declare', account);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'conflict.declare', body: input }, async () => {
			const { db, t, now, emit } = writer;
			refuseStale(await declaredTimes(writer, account.id), input.version);
			const fields = createFields();
			const have = fields.oneOf('have', input.have, ['none', 'some']);
			const note = fields.text('note', input.note, {
				...tieNoteLimits,
				multiline: true,
				optional: true
			});
			const ties = await checkedTies(writer, input);
			if (have === 'some' && ties.length === 0) fields.wrong('have', 'not_a_choice');
			// Nothing that somebody gave is dropped unsaid.
			if (have === 'none' && ties.length > 0) fields.wrong('have', 'ties_with_none');
			if (have === 'none' && note !== '') fields.wrong('note', 'note_with_none');
			fields.refuseIfWrong();
			const id = newId(now());
			const until = addMonths(now(), declaredForMonths);
			await db
				.insert(t.conflictDeclarations)
				.values({ id, accountId: account.id, at: now(), until });
			if (ties.length > 0)
				await db.insert(t.ties).values(ties.map((tie) => ({ ...tie, declarationId: id, note })));
			emit({
				type: 'conflicts.declared',
				topic: null,
				kind: 'account',
				id: account.id,
				version: 1,
				as: actingAs('conflict.declare', account),
				about: account.id,
				details: { ties: ties.length }
			});
			return { id, until };
		})
	);
}

async function checkedTies(
	{ db, t }: Writer,
	input: Pick<Declare, 'authorities' | 'centres' | 'organisations'>
): Promise<Tie[]> {
	const tables = {
		authority: t.authorities,
		centre: t.centres,
		organisation: t.organisations
	} as const;
	const chosen = {
		authority: input.authorities,
		centre: input.centres,
		organisation: input.organisations
	};
	const ties: Tie[] = [];
	for (const kind of tieKinds) {
		const wanted = [...new Set(chosen[kind])].slice(0, 500);
		if (wanted.length === 0) continue;
		const table = tables[kind];
		const known = await db.select({ id: table.id }).from(table).where(inArray(table.id, wanted));
		ties.push(...known.map(({ id }) => ({ kind, objectId: id })));
	}
	return ties;
}
