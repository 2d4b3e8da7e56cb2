import type Database from 'better-sqlite3';
import { stemsOf, telling } from '#core/kernel/words/stems.ts';
import { numberWord } from '#storage/search.ts';
import type { Size } from './seed.ts';

export interface Filled {
	now: number;
	/** Of the consultation that the application made: the others are like it. */
	baseId: string;
	rareWord: string;
	commonWord: string;
}

/** Ids in the form of ours; they sort by number. */
const id = (family: string, number: string) =>
	`printf('00000000-0000-7000-${family}-%012x', ${number})`;
/** As many rows as `:count`, from 0. */
const series =
	'with recursive s(n) as (select 0 union all select n + 1 from s where n + 1 < :count)';
const day = 86_400_000;

/** As the application keeps a text for search. */
const kept = (text: string) => [...new Set(telling(text).flatMap(stemsOf))].join(' ');
const written = 'Додайте лавку біля центру, бо людям похилого віку нема де перепочити; це слова';

/** Multiplies the rows of one consultation; answers the number of a closed one with many ballots. */
export function fill(client: Database.Database, size: Size, filled: Filled): { closed: string } {
	addAccounts(client, size);
	const closed = addConsultations(client, size, filled);
	addContributions(client, size, filled);
	addBallots(client, size, { ...filled, closed });
	return { closed };
}

function addAccounts(client: Database.Database, { accounts }: Size): void {
	client
		.prepare(
			`${series} insert into accounts (id, login, name, language, area_id, registered_at)
				select ${id('c000', 'n')}, 'bench-' || n, 'Олена Коваль', 'uk', 'teisariv', 0 from s`
		)
		.run({ count: accounts });
}

function addConsultations(client: Database.Database, size: Size, filled: Filled): string {
	const { baseId, now, rareWord, commonWord } = filled;
	const count = size.consultations - 1;
	const values = { count, baseId, now, rareWord, commonWord };
	// A quarter is open, a tenth to come; the rest has closed and is analysed, overdue, reported or decided.
	client
		.prepare(
			`${series}, c as (
				select n, n % 20 as part, case
					when n % 20 < 5 then :now + (n % 40 + 1) * ${day}
					when n % 20 < 7 then :now + (n % 40 + 30) * ${day}
					else :now - (n % 400 + 1) * ${day} - n end as closes_at from s)
			insert into consultations (id, authority_id, status, version, revised_at, number, year, sequence, title,
					content, profile, profile_hash, host_centre_id, announced_at, opens_at, closes_at, report_due_at,
					reported_at, decided_at, last_seq, opinions, proposals, remarks, questions, pending)
				select ${id('8000', 'n')}, case n % 2 when 0 then authority_id else 'turka-rada' end, status, version,
					c.closes_at - 60 * ${day}, printf('UA-ZHD-2025-%06d', n), 2025, n,
					json_object('uk', 'Статут ' || :commonWord || case n when 7 then ' ' || :rareWord else '' end),
					content, profile, profile_hash, host_centre_id, c.closes_at - 60 * ${day},
					case when part in (5, 6) then :now + 3 * ${day} else c.closes_at - 60 * ${day} end, c.closes_at,
					case when part in (10, 11) then :now - ${day} else c.closes_at + 500 * ${day} end,
					case when part >= 12 then c.closes_at + 5 * ${day} end,
					case when part >= 15 then c.closes_at + 9 * ${day} end, 0, 0, 0, 0, 0, 0
				from c join consultations base on base.id = :baseId`
		)
		.run(values);
	const like = (table: string, columns: string, found: string) =>
		client.prepare(
			`${series} insert into ${table} (${columns}) select ${found} from s
				join ${table} base on base.consultation_id = :baseId`
		);
	like('consultation_areas', 'area_id, consultation_id', `base.area_id, ${id('8000', 'n')}`).run({
		count,
		baseId
	});
	client.exec(
		`update consultation_areas set closes_at = (select closes_at from consultations where id = consultation_id)`
	);
	like(
		'paragraphs',
		'consultation_id, id, number, heading, text, remarks',
		`${id('8000', 'n')}, base.id, base.number, heading, text, 0`
	).run({ count, baseId });
	like(
		'polls',
		'id, consultation_id, position, kind, question, options, area_ids, verified, declared',
		`${id('9000', '2 * n + position')}, ${id('8000', 'n')}, position, kind, question, options, area_ids, 0, 0`
	).run({ count, baseId });
	client
		.prepare(
			`insert into search_entries (kind, object_id, consultation_id, heads, words)
				select 'consultation', one.id, one.id,
					base.heads || ' ' || replace(lower(one.number), '-', '') || case one.title ->> 'uk' when :common then '' else :rare end,
					base.words
				from consultations one join search_entries base on base.object_id = :baseId
				where one.id <> :baseId order by one.announced_at`
		)
		.run({ baseId, common: `Статут ${commonWord}`, rare: ` ${kept(rareWord)}` });
	client
		.prepare(
			`${series} insert into search_entries (kind, object_id, consultation_id, heads, words)
				select 'document', ${id('8000', 'n')} || substr(object_id, 37), ${id('8000', 'n')}, heads, words
				from s join search_entries base on base.consultation_id = :baseId and kind = 'document'`
		)
		.run({ count, baseId });
	const [closed] = client
		.prepare(`select number from consultations where reported_at is not null order by id limit 1`)
		.pluck()
		.all() as string[];
	return closed!;
}

function addContributions(
	client: Database.Database,
	size: Size,
	{ baseId, now, rareWord }: Filled
): void {
	const { consultations, contributions, inOne, accounts } = size;
	const each = Math.floor((contributions - inOne) / (consultations - 1));
	const add = client.prepare(
		`${series} insert into contributions (id, consultation_id, seq, kind, paragraph_id, account_id, display,
				author_name, area_id, tier, channel, language, text, visibility, version, at, supports,
				organisation_supports, replies, answered)
			select ${id('a000', ':from + n')}, :consultation, n + 1,
				case n % 4 when 0 then 'opinion' when 1 then 'proposal' when 2 then 'question' else 'remark' end,
				case n % 4 when 3 then :paragraph end, ${id('c000', `(:from + n) * 7919 % ${accounts}`)}, 'initials',
				'Олена Коваль', 'teisariv', case n % 3 when 0 then 'verified' else 'declared' end,
				case n % 20 when 0 then 'paper' else 'online' end, 'uk',
				'${written} ' || n, 'public', 1,
				:now - (:count - n) * 1000, n * 7919 % 50, 0, 0, n % 5 < 3
			from s`
	);
	const addWords = client.prepare(
		`insert into search_entries (kind, object_id, consultation_id, heads, words)
			select 'contribution', id, consultation_id, '', :number || ' ${kept(written)} ' || seq ||
				case when seq = 77 and consultation_id = :baseId then ' ${kept(rareWord)}' else '' end
			from contributions where consultation_id = :consultation and rowid > :before order by rowid`
	);
	const addEvents = client.prepare(
		`insert into live_events (topic, offset, at_ms, type, kind, object_id, object_version)
			select :topic, :head + seq, at, 'contribution.published', 'contribution', id, 1
			from contributions where consultation_id = :consultation and rowid > :before`
	);
	const keepTopic = client.prepare(
		`insert into topics (name, head, min) values (:topic, :head, 1) on conflict do update set head = :head`
	);
	const count = client.prepare(
		`update consultations set last_seq = :count, opinions = (:count + 3) >> 2,
			proposals = (:count + 2) >> 2, questions = (:count + 1) >> 2, remarks = :count >> 2 where id = :consultation`
	);
	const all = client
		.prepare(
			`select id, number, (select id from paragraphs where consultation_id = one.id and number = 1) as paragraph,
				coalesce((select head from topics where name = 'c:' || number), 0) as head
			from consultations one order by number`
		)
		.all() as { id: string; number: string; paragraph: string; head: number }[];
	let from = 0;
	let before = 0;
	for (const { id: consultation, number, paragraph, head } of all) {
		const there = consultation === baseId ? inOne : each;
		const one = { count: there, consultation, paragraph, from, now };
		const { lastInsertRowid } = add.run(one);
		const topic = `c:${number}`;
		addEvents.run({ topic, head, consultation, before });
		addWords.run({ number: numberWord(number), consultation, before, baseId });
		keepTopic.run({ topic, head: head + there });
		count.run({ count: there, consultation });
		from += there;
		before = Number(lastInsertRowid);
	}
}

function addBallots(
	client: Database.Database,
	{ ballots }: Size,
	{ baseId, closed }: Filled & { closed: string }
): void {
	const digits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
	// Spread over all that begins a tag, in their order, so that they are written one after the other.
	const tag = `substr('${digits}', 1 + n * 64 / :count, 1) || printf('%021d', n)`;
	const add = client.prepare(
		`${series} insert into ballots (poll_id, tag, version, tier, area_id, choice, state)
			select :poll, ${tag}, 1, case n % 3 when 0 then 'verified' else 'declared' end, 'UA46100050000053848',
				json_array(char(97 + n % 2)), 'active' from s`
	);
	const count = client.prepare(
		`update polls set verified = :verified, declared = :count - :verified where id = :poll`
	);
	const polls = client
		.prepare(
			`select polls.id, position, consultation_id = :baseId as open, number = :closed as closed
			from polls join consultations on consultations.id = consultation_id order by polls.id`
		)
		.all({ baseId, closed }) as {
		id: string;
		position: number;
		open: number;
		closed: number;
	}[];
	const each = Math.floor((ballots * 0.7) / (polls.length - 2));
	for (const { id: poll, position, open, closed } of polls) {
		const part = position > 0 ? 0 : open ? 0.2 : closed ? 0.1 : 0;
		const there = part > 0 ? Math.floor(ballots * part) : each;
		add.run({ poll, count: there });
		count.run({ poll, count: there, verified: Math.ceil(there / 3) });
	}
	// What was said to the voters, under tags of its own: they come in no other order.
	client
		.prepare(
			`${series} insert into audit_entries (actor, key, at, action, kind, object_id, object_version)
				select ${tag}, ${id('b000', 'n')}, 0, 'ballot.cast', 'poll', 'poll', 1 from s`
		)
		.run({ count: ballots });
}
