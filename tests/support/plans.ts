import Database from 'better-sqlite3';

/** As many rows as there are places and people who work here; all other tables grow with those who take part. */
const fixed = new Set([
	'areas',
	'authorities',
	'centres',
	'centre_areas',
	'rule_profiles',
	'roles',
	'ended_roles',
	'representatives',
	'invitations',
	'meta',
	// Values that are handed in.
	'json_each'
]);

/** Statements that may read more than they show, each with the reason. */
const allowed: { is: RegExp; because: string }[] = [
	{
		is: /from "audit_entries" where .*"role" is not null.* order by .* limit/,
		because: 'walks the index of privileged acts, latest first, until the page is full'
	},
	{
		is: /from "(consultations|consultation_changes)" .*"number" is not null.* order by .* limit/,
		because: 'the feed walks an index, latest first; of one area it sorts what concerns that area'
	},
	{
		is: /from "consultations" cross join "consultation_areas" .* group by "consultation_areas"."area_id"$/,
		because:
			'the map counts what is open or late now and what was answered in a year, each by an index'
	},
	{
		is: /from \(select "id" from "consultations" .*"report_due_at" < .* limit [^)]*\)\) "late"$/,
		because: 'counts what is late by its index, as much of it as the list shows'
	},
	{
		is: /from "queue_items" order by "queue_items"."due_at" asc limit/,
		because: 'walks an index, most urgent first, for as many as are looked at'
	},
	{
		is: /from "queue_items" .*"centre_id" in \(\?, /,
		because: 'whoever works in several centres has their queues sorted together'
	},
	{
		is: /"contributions"."consultation_id" = \(select \?\) and "contributions"."visibility"/,
		because: 'a report counts its consultation whole, when an official writes or publishes it'
	},
	{
		is: /select distinct "account_id" from "contributions"/,
		because: 'all who wrote in a consultation are told when its dates change'
	},
	{
		is: /left join "answers" .*"contributions"."consultation_id" = .* order by "contributions"."seq" asc$/,
		because: 'the open data of a consultation are all of it'
	},
	{
		is: /from "answered_contributions" inner join "answers" .*"answers"."consultation_id" = /,
		because: 'a report shows each answer with all that it answers'
	},
	{
		is: /"answered_contributions"."answer_id" = \(select \?\) order by/,
		because: 'an answer is shown with all that it answers'
	},
	{
		is: /from "answers" where .* group by "answers"."reasons"/,
		because: 'an official chooses among the reasons given in one consultation'
	},
	{
		is: /from "(moderation_decisions|appeals)" .*"consultation_id" = .* group by/,
		because: 'a report counts the decisions of its consultation'
	},
	{
		is: /from "(appeals|revocations)" .*"centre_id" = .* order by .* limit/,
		because: 'a lot is drawn past the centre that had the last appeal from the same one'
	},
	{
		is: /from "persons" where .* group by "persons"."evidence"/,
		because: 'what a centre verified is counted on its own page'
	},
	{
		is: /from "centres" cross join "moderation_decisions" .*"decided_at" >= .* group by/,
		because: 'what centres decided in one month is counted, centre by centre'
	},
	{
		is: /from "moderation_decisions" .* order by "moderation_decisions"."id" desc limit/,
		because:
			'the register walks decisions, latest first; of one centre it sorts what that centre decided'
	},
	{
		is: /from \(select cast\("choice" as text\)/,
		because: 'ballots of a closed poll are counted once, a part at a time'
	},
	{
		is: /"(flags|consents|revocations|replies|clashes|follows)"."(contribution_id|account_id|first_centre_id)" = /,
		because: 'what concerns one contribution, one account or one centre is sorted, and is little'
	},
	{
		is: / in \(select value from json_each\(\?\)\).* (order|group) by /,
		because: 'what stands beside the rows of one page is sorted, and is little'
	},
	{
		is: /from "polls" .* order by "polls"."id" desc limit/,
		because: 'walks the polls, latest first, for as many as one is shown to have voted in'
	},
	{
		is: /^update "appeals" set "text" = /,
		because: 'once a day'
	},
	{
		is: /^delete from "fingerprints" where .*"expires_at"/,
		because: 'once a day'
	}
];

/** Takes down every statement that is prepared from now on, until it is stopped. */
export function recordStatements(): { all: Set<string>; stop(): void } {
	const all = new Set<string>();
	const { prototype } = Database as unknown as { prototype: Database.Database };
	const { prepare } = prototype;
	prototype.prepare = function (this: Database.Database, source: string) {
		all.add(source);
		return prepare.call(this, source);
	} as typeof prepare;
	return { all, stop: () => void (prototype.prepare = prepare) };
}

/** Those that read a growing table from end to end, or sort it, by how SQLite plans them in that database. */
export function costlyAmong(statements: Iterable<string>, client: Database.Database): string[] {
	const costly: string[] = [];
	for (const statement of statements) {
		if (!/^(select|insert|update|delete|with)\b/i.test(statement)) continue;
		if (/sqlite_master|__drizzle_migrations/.test(statement)) continue;
		// Nobody's list: there is nothing to read.
		if (/ where false /.test(statement)) continue;
		if (allowed.some(({ is }) => is.test(statement))) continue;
		const steps = planOf(client, statement);
		if (steps.some(readsMany) && steps.some((step) => isCostly(step, statement)))
			costly.push(`${statement}\n\t${steps.join('\n\t')}`);
	}
	return costly;
}

function planOf(client: Database.Database, statement: string): string[] {
	const values = Array<null>((statement.match(/\?/g) ?? []).length).fill(null);
	const steps = client.prepare(`explain query plan ${statement}`).all(...values) as {
		detail: string;
	}[];
	const details = steps.map(({ detail }) => detail);
	// What refers to a new row cannot be there yet: SQLite plans how it would look, and does not.
	const isInsert = /^insert/i.test(statement);
	return details.filter((detail) => {
		const [, table] = /^(?:SCAN|SEARCH) (\w+)/.exec(detail) ?? [];
		return !isInsert || table === undefined || statement.includes(`"${table}"`);
	});
}

/** Of a growing table, and not the one row that has an id or another name of its own. */
function readsMany(step: string): boolean {
	const [, table] = /^(?:SCAN|SEARCH) (?!CONSTANT|\d)(\w+)/.exec(step) ?? [];
	return table !== undefined && !fixed.has(table) && !/ \(id=\?\)|_unique \(/.test(step);
}

function isCostly(step: string, statement: string): boolean {
	const [, scanned] = /^SCAN (?!CONSTANT|\d)(\w+)/.exec(step) ?? [];
	// The full-text indexes are walked by what they match, and any few rows are the first ones.
	const isFew =
		/^search_\w*(words|vocabulary)$/.test(scanned ?? '') || !/ (where|order by) /.test(statement);
	if (scanned !== undefined && !fixed.has(scanned)) return !isFew;
	if (step.includes('TEMP B-TREE')) return true;
	// Whatever holds many is never read whole.
	const whole =
		/^SEARCH (contributions|ballots|live_events) .*\((consultation_id|poll_id|topic)=\?\)$/;
	return whole.test(step) && !/ limit /.test(statement);
}
