import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Actor } from '#core/kernel/actor.ts';
import type { DomainEvent, RecordedEvent } from '#core/kernel/events.ts';
import type { Keys } from './keys.ts';
import type { Tables } from './schema.ts';

type Builder = BaseSQLiteDatabase<'async', unknown, Record<string, never>>;
export type Reading = Pick<Builder, 'select' | 'selectDistinct' | '$with' | 'with' | '$count'>;
export type Writing = Reading & Pick<Builder, 'insert' | 'update' | 'delete'>;

interface Preparable {
	prepare(name?: string): { execute(values?: Record<string, unknown>): unknown };
}
type RowOf<Built> = Awaited<Built> extends (infer Row)[] ? Row : never;

/** A query as a value: built and prepared once per connection. `sql.placeholder(…)` names its values. */
export interface Query<Values, Row, Db = Reading> {
	name: string;
	build(db: Db, t: Tables): Preparable;
	/** Never there: they carry the types of what goes in and what comes out. */
	values?: Values;
	row?: Row;
}

export const query =
	<Values extends Record<string, unknown>>() =>
	<Built extends Preparable>(
		name: string,
		build: (db: Reading, t: Tables) => Built
	): Query<Values, RowOf<Built>> => ({ name, build });

/** Queries made from a few choices: for each combination the same value again, so that it is prepared once. */
export function variants<Choices extends (string | boolean)[], Made>(
	make: (...choices: Choices) => Made
): (...choices: Choices) => Made {
	const made = new Map<string, Made>();
	return (...choices) => {
		const key = choices.join(' ');
		let one = made.get(key);
		if (one === undefined) made.set(key, (one = make(...choices)));
		return one;
	};
}

/** A prepared insert, update or delete; only a `Writer` runs it. */
export const statement =
	<Values extends Record<string, unknown>>() =>
	<Built extends Preparable>(
		name: string,
		build: (db: Writing, t: Tables) => Built
	): Query<Values, RowOf<Built>, Writing> => ({ name, build });

export interface Reader {
	readonly db: Reading;
	readonly t: Tables;
	readonly keys: Keys;
	run<Values extends Record<string, unknown>, Row>(
		query: Query<Values, Row>,
		values: Values
	): Promise<Row[]>;
	/** The time by the storage's clock; inside a command it stands still. */
	now(): number;
}

export interface Store extends Reader {
	/** One snapshot for several reads; nothing but the database may be waited for inside. */
	read<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result>;
	/**
	 * One command, one transaction: it happens whole, on disk, before this resolves, or not at all.
	 * Nothing but the database may be waited for inside. Throws what `work` throws, and
	 * `Refusal('storage_full' | 'busy')`.
	 */
	write<Result>(
		actor: Actor,
		work: (writer: Writer) => Promise<Result>,
		manner?: Manner
	): Promise<Result>;
}

/** What a command promises of itself; what it does not promise is not taken for granted. */
export interface Manner {
	/** It reads nothing that is added up over its group: that may be written after it. */
	additive?: boolean;
	/** Where it emits nothing, it has changed neither what anybody sees nor what anybody may do: nobody is told. */
	quiet?: boolean;
}

/** What the commands of one group add to the same place, written once for all of them. */
export interface Sum<Values> {
	/** No command reads it: it is written at the end of its group, whatever stands between. */
	late?: true;
	/** Values with the same key go to the same place. */
	key(values: Values): string;
	plus(sum: Values, more: Values): Values;
	/** Answers what stands in the live log by it. */
	write(writer: Pick<Writer, 'run'>, sum: Values): Promise<readonly RecordedEvent[]>;
}

export interface Writer extends Store {
	readonly db: Writing;
	run<Values extends Record<string, unknown>, Row>(
		query: Query<Values, Row> | Query<Values, Row, Writing>,
		values: Values
	): Promise<Row[]>;
	/** Goes into the live log and the audit log of this transaction. */
	emit(event: DomainEvent): void;
	/** Written at once; by an additive command, or where it is late, with the rest of its group, or before what might read it. */
	add<Values>(sum: Sum<Values>, values: Values): Promise<readonly RecordedEvent[]>;
	/** Kept beside them for a retry of the same command. */
	remember(answer: Answer): void;
}

/** The answer to a command that came with a key. */
interface Answer {
	key: string;
	action: string;
	/** Keyed digest of what was asked. */
	bodyMac: string;
	result: unknown;
}

/** What a command leaves behind besides its rows. */
export interface Happened {
	events: readonly DomainEvent[];
	answer: Answer | undefined;
}

/** Writes that into the command's transaction and says which events are live. */
export type Recorder = (
	writer: Writer,
	actor: Actor,
	happened: Happened
) => Promise<RecordedEvent[]>;

/** What one command put into the live log, and all that it emitted, also what stands in no topic. */
export type Listener = (events: readonly RecordedEvent[], emitted: readonly DomainEvent[]) => void;

export interface Storage extends Store {
	/** Set once, by the application. */
	beforeCommit(record: Recorder): void;
	/** Called after each commit, in the order of the commits; what it throws is logged, never answered. */
	afterCommit(react: Listener): void;
	/** Called once, when the database can no longer be trusted. */
	onFailure(react: (error: unknown) => void): void;
	/** Whether it can take writes. */
	readonly ready: boolean;
	/** Whether other processes may write to the same database: then nothing read from it stays true. */
	readonly shared: boolean;
	/** What was deleted stands in no file of the database any more, as far as it keeps such files itself. */
	forget(): Promise<void>;
	close(): Promise<void>;
}

export type Clock = () => number;
