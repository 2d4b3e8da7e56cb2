import { setImmediate as otherTurn } from 'node:timers/promises';
import { mayChangeRights } from '#core/accounts/session-memory.ts';
import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import type { Subscriber } from './subscriber.ts';

type Watched = Pick<Subscriber, 'become' | 'signedOut'>;

/** After so many sessions others get their turn. */
const atOnce = 50;

/**
 * The lines of each session: with whatever could change who somebody is, each session is read once and its
 * lines are closed, or go on with what is left of their rights (RELIABILITY P18). Lines of visitors cost
 * nothing.
 */
export function createSessionWatch(app: App, log: (error: unknown) => void) {
	const watched = new Map<string, Set<Watched>>();
	let looking = false;
	let again = false;

	app.storage.afterCommit((_, emitted) => {
		if (mayChangeRights(emitted)) look();
	});

	/** What happens while it looks makes it look once more, however often it happens. */
	function look(): void {
		again = true;
		if (!looking) void lookWhileAsked();
	}

	async function lookWhileAsked(): Promise<void> {
		looking = true;
		while (again) {
			again = false;
			await lookAtAll().catch(log);
		}
		looking = false;
	}

	async function lookAtAll(): Promise<void> {
		for (const [place, [session, clients]] of [...watched].entries()) {
			const actor = await app.sessions.actorOf(session, { isUse: false });
			for (const client of clients)
				if (actor.kind === 'visitor') client.signedOut();
				else client.become(actor);
			if (place % atOnce === atOnce - 1) await otherTurn();
		}
	}

	function watch(session: string | undefined, client: Watched, actor: Promise<Actor>): () => void {
		if (session === undefined) return () => undefined;
		const clients = watched.get(session) ?? new Set();
		watched.set(session, clients.add(client));
		const forget = () => {
			clients.delete(client);
			if (clients.size === 0 && watched.get(session) === clients) watched.delete(session);
		};
		actor.then(({ kind }) => {
			// A cookie that outlived its session is no session that could end.
			if (kind === 'visitor') forget();
		}, log);
		return forget;
	}

	return {
		/** Looks at a session from now on, which the socket came with; answers how to stop. */
		watch,
		look
	};
}
