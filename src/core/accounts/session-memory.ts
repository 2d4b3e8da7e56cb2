import type { Storage } from '#storage/storage.ts';
import type { DomainEvent } from '../kernel/events.ts';

/** What happens to these says nothing about who somebody is; whatever is not named here does. */
const unrelated = new Set<DomainEvent['kind']>([
	'consultation',
	'contribution',
	'reply',
	'poll',
	'notice',
	'queue'
]);

/**
 * Whether what happened could change who somebody is, or what they may. A session that begins changes nobody
 * else: many may sign in at once.
 */
export const mayChangeRights = (emitted: readonly DomainEvent[]): boolean =>
	emitted.some(({ kind, type }) => !unrelated.has(kind) && type !== 'session.started');

/** More than these at once, and it begins anew. */
const most = 10_000;

/**
 * What was read of a session, kept until something happens that could change it, so that a request costs no
 * query of its own. Keeps nothing where other processes write to the database.
 */
export function createSessionMemory<Found extends object>(storage: Storage) {
	const kept = new Map<string, Found>();
	let turn = 0;

	storage.afterCommit((_, emitted) => {
		// A command that says nothing of what it did may have done anything; quiet ones are not told of.
		if (emitted.length > 0 && !mayChangeRights(emitted)) return;
		kept.clear();
		turn++;
	});

	return {
		async read(id: string, fetch: () => Promise<Found | undefined>) {
			const known = kept.get(id);
			if (known) return known;
			const began = turn;
			const found = await fetch();
			if (!found || storage.shared || turn !== began) return found;
			if (kept.size >= most) kept.clear();
			kept.set(id, found);
			return found;
		},
		/** Of what is kept, what has been written without telling anybody. */
		amend(id: string, change: Partial<Found>): void {
			const known = kept.get(id);
			if (known) Object.assign(known, change);
		}
	};
}
