import Database from 'better-sqlite3';

/** What some work asked of every SQLite file of this process. */
export interface Asked {
	/** How often a statement was run. */
	run: number;
	/** The statements that were prepared anew. */
	prepared: string[];
}

/** Counts the statements that some work runs and prepares; everything runs as it would without. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Asked> {
	const asked: Asked = { run: 0, prepared: [] };
	const databases = Database.prototype as Record<'prepare', (source: string) => Database.Statement>;
	const memory = new Database(':memory:');
	const statements = Object.getPrototypeOf(memory.prepare('select 1')) as Database.Statement;
	memory.close();
	const { all, get, run } = statements;
	const { prepare } = databases;
	databases.prepare = function (source) {
		asked.prepared.push(source);
		return Reflect.apply(prepare, this, [source]);
	};
	for (const [name, method] of Object.entries({ all, get, run }))
		Object.assign(statements, {
			[name](this: unknown, ...values: unknown[]): unknown {
				asked.run++;
				return Reflect.apply(method, this, values);
			}
		});
	try {
		await work();
	} finally {
		databases.prepare = prepare;
		Object.assign(statements, { all, get, run });
	}
	return asked;
}
