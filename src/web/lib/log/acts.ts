import type { AuditedType } from '#core/kernel/events.ts';
import type { Lang } from '#core/kernel/text.ts';
import type { ExtractEntry, OwnEntry, WholeEntry } from '#core/register/entries.ts';
import type { LogObject } from '#core/register/names.ts';
import type { Words } from '#messages/generated/messages.js';

type Named<Type extends AuditedType> = Type extends `${infer Noun}.${infer Past}`
	? `${Noun}_${Past}`
	: never;

/** What happened, in words: each type of event has its own, or this is no valid program. */
export function actWords(m: Words, type: AuditedType): string {
	const ofOurs: (() => string) | undefined = m.act[type.replace('.', '_') as Named<AuditedType>];
	return ofOurs?.() ?? type;
}

/** As what it was done, and where. */
export function byWords(m: Words, lang: Lang, by: ExtractEntry['by'] | OwnEntry['by']): string {
	if (by === 'self') return m.log_by_self();
	if (by === 'unknown') return m.log_by_unknown();
	if (by.role === 'system') return m.log_by_system();
	return m.log_by({ role: m.role[by.role](), place: by.place?.name[lang] ?? m.whole_network() });
}

/** The name of what it was done to, and the page that shows it; no page where there is none for everybody. */
export function objectWords(
	m: Words,
	lang: Lang,
	object: LogObject
): { words: string; href: string | null } {
	switch (object.kind) {
		case 'contribution':
		case 'reply': {
			const { number, seq } = object;
			return { words: `${number}/${seq}`, href: `/consultations/${number}/contributions/${seq}` };
		}
		case 'consultation': {
			const { number, title, id } = object;
			const name = title[lang] ?? Object.values(title).find(Boolean) ?? m.log_draft();
			return number === null
				? { words: name, href: `/office/drafts/${id}` }
				: { words: `${number}: ${name}`, href: `/consultations/${number}` };
		}
		case 'authority':
			return { words: object.name[lang], href: `/authorities/${object.slug}` };
		case 'centre':
			return { words: object.name[lang], href: `/centres/${object.slug}` };
		case 'organisation':
			return { words: object.name[lang], href: null };
		case 'rule_profile':
			return { words: object.id, href: null };
	}
}

type Entry = ExtractEntry | WholeEntry;

/** The columns that every table of the log has; programs read codes, not words. */
export const commonHeader = ['at', 'act', 'role', 'place', 'object', 'ground', 'reason'];

export const commonCells = (lang: Lang, { at, type, by, object, ground, reason }: Entry) => [
	new Date(at).toISOString(),
	type,
	by?.role ?? '',
	by?.place?.name[lang] ?? '',
	object ? nameOf(object) : '',
	ground ?? '',
	reason ?? ''
];

function nameOf(object: LogObject): string {
	switch (object.kind) {
		case 'contribution':
		case 'reply':
			return `${object.number}/${object.seq}`;
		case 'consultation':
			return object.number ?? object.id;
		case 'rule_profile':
			return object.id;
		default:
			return object.slug;
	}
}
