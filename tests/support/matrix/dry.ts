import { eq } from 'drizzle-orm';
import type { App } from '#core/app.ts';
import { actorKey } from '#core/kernel/actor.ts';
import { Refusal } from '#core/kernel/errors.ts';
import type { EventType } from '#core/kernel/events.ts';
import { recordEvents } from '#core/register/commands.ts';
import type { Writer } from '#storage/storage.ts';

/** An entry of the log as a command was about to leave it. */
export interface Left {
	action: string;
	role: string | null;
	scopeId: string | null;
}

/** A command that came to its commit. */
interface Happened {
	types: EventType[];
	/** What stands in the log in the command's own transaction, and did not before. */
	left: Left[];
}

/**
 * Commands go all the way to their commit and are then turned down as `busy`, so that thousands of tries find the
 * same world: `busy` is the proof that everything else was allowed. What the system does for itself goes on.
 */
export function createRehearsal(app: App) {
	let on = false;
	const happened: Happened[] = [];
	app.storage.beforeCommit(async (writer, actor, what) => {
		if (!on || actor.kind === 'system') return recordEvents(writer, actor, what);
		const before = await entriesOf(writer, actorKey(actor));
		await recordEvents(writer, actor, what);
		const after = await entriesOf(writer, actorKey(actor));
		const left = [...after].filter(([key]) => !before.has(key)).map(([, entry]) => entry);
		happened.push({ types: what.events.map(({ type }) => type), left });
		throw new Refusal('busy');
	});
	return {
		happened,
		async rehearse<Result>(work: () => Promise<Result>): Promise<Result> {
			on = true;
			try {
				return await work();
			} finally {
				on = false;
			}
		}
	};
}

async function entriesOf({ db, t }: Writer, actor: string): Promise<Map<string, Left>> {
	const { key, action, role, scopeId } = t.auditEntries;
	const rows = await db
		.select({ key, action, role, scopeId })
		.from(t.auditEntries)
		.where(eq(t.auditEntries.actor, actor));
	return new Map(rows.map(({ key, ...entry }) => [key, entry]));
}
