import { Column, is, Param, Placeholder } from 'drizzle-orm';
import { rowMaker, type Selected } from './rows.ts';
import type { Tables } from './schema.ts';
import type { Query, Reader, Writing } from './storage.ts';

/** What drizzle has prepared, from within: its own way through it costs more than the database does. */
interface Prepared extends Selected {
	getQuery(): { params: unknown[] };
	stmt: {
		raw(): unknown;
		run(values: unknown[]): unknown;
		all(values: unknown[]): unknown[][];
	};
}
type Values = Record<string, unknown>;
type Run = (values: Values) => unknown[];

/** Runs queries on one SQLite connection, each of them built and prepared once. */
export function createRunner(db: Writing, t: Tables): Reader['run'] {
	const prepared = new Map<unknown, Run>();
	return async <Given extends Values, Row>(
		query: Query<Given, Row> | Query<Given, Row, Writing>,
		values: Given
	) => {
		let run = prepared.get(query);
		if (!run)
			prepared.set(query, (run = runOf(query.build(db, t).prepare() as unknown as Prepared)));
		return run(values) as Row[];
	};
}

function runOf(prepared: Prepared): Run {
	const { stmt } = prepared;
	const bind = binder(prepared.getQuery().params);
	const make = rowMaker(prepared);
	if (!make) {
		return (values) => {
			stmt.run(bind(values));
			return [];
		};
	}
	stmt.raw();
	return (values) => stmt.all(bind(values)).map((row) => make(row));
}

interface Encoder {
	mapToDriverValue(value: unknown): unknown;
}
const asItIs = Column.prototype as unknown as Encoder;

/** Puts values where their placeholders stand. */
function binder(params: unknown[]): (values: Values) => unknown[] {
	const places = params.map((param) => {
		const held = is(param, Param) ? param.value : param;
		if (!is(held, Placeholder)) return { name: undefined, value: param };
		const { encoder } = is(param, Param) ? (param as unknown as { encoder: Encoder }) : {};
		const isPlain = !encoder || encoder.mapToDriverValue === asItIs.mapToDriverValue;
		return { name: held.name, encoder: isPlain ? undefined : encoder };
	});
	return (values) =>
		places.map(({ name, value, encoder }) => {
			if (name === undefined) return value;
			const given = values[name];
			if (given === undefined) throw new Error(`No value for "${name}" was given.`);
			return encoder ? encoder.mapToDriverValue(given) : given;
		});
}
