import { PgDatabase } from 'drizzle-orm/pg-core';
import type { Client } from './postgres.ts';

interface Prepared {
	execute(...values: unknown[]): unknown;
}
interface Inside {
	dialect: unknown;
	session: { prepareQuery(...query: unknown[]): Prepared };
}

/** The same transaction, with a check before each of its statements is sent. */
export function guardSession(tx: Client, check: () => void): Client {
	const { dialect, session } = tx as unknown as Inside;
	const guarded: Inside['session'] = Object.create(session, {
		prepareQuery: {
			value(...query: unknown[]): Prepared {
				const prepared = session.prepareQuery(...query);
				const { execute } = prepared;
				prepared.execute = (...values) => {
					check();
					return Reflect.apply(execute, prepared, values);
				};
				return prepared;
			}
		}
	}) as Inside['session'];
	// The builder's own types keep dialect and session to themselves.
	const Guarded = PgDatabase as unknown as new (dialect: unknown, session: unknown) => Client;
	return new Guarded(dialect, guarded);
}
