import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './folder.ts';

interface Journal {
	entries: unknown[];
}

/** A copy of the first migrations of a folder: what an earlier release came with. */
export function firstMigrations(folder: string, count: number): string {
	const copy = temporaryFolder();
	cpSync(folder, copy, { recursive: true });
	const file = join(copy, 'meta', '_journal.json');
	const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal;
	const entries = journal.entries.slice(0, count);
	writeFileSync(file, JSON.stringify({ ...journal, entries }));
	return copy;
}

const names = `'{"uk":"Назва","pl":"Nazwa","en":"Name"}'`;

/**
 * What somebody had before there were answers, replies and notices: a consultation with three contributions, of
 * which one was hidden after a flag and told to its author, and one waits. In the words of both databases.
 */
export const olderRows = (no: '0' | 'false'): string[] => [
	`insert into areas (id, path, kind, name, folded, rank) values ('a1', '["a1"]', 'settlement', ${names}, 'назва', 0)`,
	`insert into accounts (id, login, name, language, area_id, registered_at)
		values ('olena', 'olena', 'Олена Коваль', 'uk', 'a1', 1), ('staff', 'staff', 'Ганна', 'uk', 'a1', 1)`,
	`insert into centres (id, slug, area_id, raion_id, name, town, host, address, phone, hours, lat, lon, rank)
		values ('c1', 'c1', 'a1', 'a1', ${names}, ${names}, ${names}, '', '', '[]', 49, 24, 0)`,
	`insert into persons (id, area_id, evidence, centre_id, verified_at)
		values ('p1', 'a1', 'residence_extract', 'c1', 1000)`,
	`insert into accounts (id, login, name, language, area_id, person_id, registered_at)
		values ('stepan', 'stepan', 'Степан', 'uk', 'a1', 'p1', 1)`,
	`insert into roles (account_id, role, scope, scope_id, since) values ('staff', 'consultant', 'centre', 'c1', 1)`,
	`insert into sessions (id, account_id, expires_at) values ('hash', 'stepan', 99)`,
	`insert into organisations (id, slug, name, register_number, area_id) values ('o1', 'o1', ${names}, '1', 'a1')`,
	`insert into authorities (id, slug, code, country, kind, area_id, time_zone, language, name, folded, rank,
			address, email, phone, site, default_profile_id, deciding_body, host_centre_id)
		values ('r1', 'r1', 'ZHD', 'UA', 'hromada_council', 'a1', 'Europe/Kyiv', 'uk', ${names}, 'назва', 0,
			'', '', '', '', 'viche-standard', 'рада', 'c1')`,
	`insert into consultations (id, authority_id, status, version, revised_at, number, year, sequence, title, folded,
			content, profile, host_centre_id, announced_at, opens_at, closes_at, report_due_at, last_seq,
			opinions, proposals, remarks, questions)
		values ('k1', 'r1', 'published', 1, 1, 'UA-ZHD-2026-001', 2026, 1, ${names}, 'назва',
			'{}', '{}', 'c1', 1, 2, 3, 4, 3, 1, 2, 0, 0)`,
	...['opinion', 'proposal', 'proposal'].map(
		(kind, n) =>
			`insert into contributions (id, consultation_id, seq, kind, account_id, display, author_name, area_id,
					tier, channel, language, text, visibility, version, at)
				values ('w${n + 1}', 'k1', ${n + 1}, '${kind}', 'olena', 'name', 'Олена Коваль', 'a1',
					'declared', 'online', 'uk', 'Слова ${n + 1}', '${n === 0 ? 'hidden' : 'public'}', ${n === 0 ? 2 : 1}, 5)`
	),
	`insert into queue_items (contribution_id, centre_id, ground, flags, since, due_at, claimed_by, claimed_until)
		values ('w2', 'c1', 'M5_insult', 1, 6, 7, 'staff', 8)`,
	`insert into flags (id, contribution_id, account_id, ground, note, at)
		values ('f1', 'w1', 'staff', 'M6_spam', 'Реклама', 6), ('f2', 'w2', null, 'M5_insult', '', 6)`,
	`insert into moderation_decisions (id, contribution_id, contribution_version, action, ground, reason, source,
			automated, centre_id, role, decided_by, decided_at, appeal_until)
		values ('d1', 'w1', 1, 'hidden', 'M6_spam', 'Реклама товару.', 'flag', ${no}, 'c1', 'consultant', 'staff', 9, 10)`,
	`insert into outbox (id, account_id, notice, object_id, at) values ('n1', 'olena', 'statement_of_reasons', 'd1', 9)`
];
