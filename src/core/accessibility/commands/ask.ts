import { desc, eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import type { Attempts } from '../../accounts/attempts.ts';
import { receiptCode } from '../../contributions/receipts.ts';
import type { Actor } from '../../kernel/actor.ts';
import { topicOfAccessibility } from '../../kernel/events.ts';
import { createFields } from '../../kernel/fields.ts';
import { newId } from '../../kernel/ids.ts';
import type { Lang } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { once } from '../../register/commands.ts';
import { answerWays, dueOf, requestLimits, requestNumber, requestZone } from '../model.ts';

export interface AskAccessibility {
	/** Address of the page, or what it is about. */
	page: string;
	/** What does not work. */
	what: string;
	/** In which other way it would help. */
	wish: string;
	way: string;
	email: string;
	language: Lang;
	/** Whether letters leave the house. */
	mail: boolean;
	/** Where the request came from, for the limit on sending. */
	address: string;
	/** A field that nobody sees: whoever fills it in is a program. */
	trap: string;
	key?: string | undefined;
}

interface Asked {
	number: string;
	code: string;
	dueAt: number;
}

/**
 * Asks for access to something on the site; anybody may. Answered in seven days. Refuses `invalid_input`,
 * `too_many_attempts`.
 */
export async function askAccessibility(
	store: Store,
	limit: Attempts<'address'>,
	actor: Actor,
	{ key, address, mail, trap, ...input }: AskAccessibility
): Promise<Asked> {
	const fields = createFields();
	if (trap !== '') fields.wrong('what', 'bad_characters');
	fields.refuseIfWrong();
	const words = {
		page: fields.text('page', input.page, { ...requestLimits.page, optional: true }),
		what: fields.text('what', input.what, { ...requestLimits.what, multiline: true }),
		wish: fields.text('wish', input.wish, {
			...requestLimits.wish,
			multiline: true,
			optional: true
		})
	};
	const way = fields.oneOf('way', input.way, mail ? answerWays : ['code']);
	const email = way === 'email' ? fields.email('email', input.email) : null;
	fields.refuseIfWrong();
	limit.begin({ address }, store.now());
	const asked = await store.write(actor, (writer) =>
		once(writer, actor, { key, action: 'accessibility.ask', body: input }, async () => {
			const { db, t, now, keys, emit } = writer;
			const id = newId(now());
			const named = await nextNumber(writer);
			const dueAt = dueOf(now());
			await db.insert(t.accessibilityRequests).values({
				id,
				...named,
				...words,
				way,
				sealed: email === null ? null : keys.seal(email, `accessibility ${id}`),
				accountId: actor.kind === 'account' ? actor.id : null,
				language: input.language,
				receivedAt: now(),
				dueAt,
				version: 1
			});
			emit({
				type: 'accessibility.requested',
				topic: topicOfAccessibility,
				kind: 'accessibility_request',
				id,
				version: 1
			});
			return { number: named.number, dueAt };
		})
	);
	return { ...asked, code: receiptCode(store.keys, asked.number) };
}

async function nextNumber({ db, t, now }: Writer) {
	const year = Number(dayOf(now(), requestZone).slice(0, 4));
	const [last] = await db
		.select({ sequence: t.accessibilityRequests.sequence })
		.from(t.accessibilityRequests)
		.where(eq(t.accessibilityRequests.year, year))
		.orderBy(desc(t.accessibilityRequests.sequence))
		.limit(1);
	const sequence = (last?.sequence ?? 0) + 1;
	return { year, sequence, number: requestNumber(year, sequence) };
}
