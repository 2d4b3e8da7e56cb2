import type { DataRecord } from '#core/privacy/queries/own-data.ts';
import type { AuditedType } from '#core/kernel/events.ts';
import type { Lang } from '#core/kernel/text.ts';
import { languages } from '#lib/languages.ts';
import { actWords } from '#lib/log/acts.ts';
import { dayAndTime } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';

type Datum = DataRecord[string];
type Group = Record<string, (values?: Record<string, string | number>) => string>;

/** The fields of one record in words; what is empty is left out. */
export function fieldsOf(m: Words, lang: Lang, section: string, record: DataRecord) {
	const labels = m.data_field as unknown as Group;
	return Object.entries(record)
		.filter(([, value]) => value !== null && value !== '')
		.map(([name, value]) => ({
			name,
			label: labels[name]?.() ?? name,
			value: inWords(m, lang, section, name, value)
		}));
}

/** Sections of many short records: a line each. */
export const briefSections: readonly string[] = [
	'supports',
	'follows',
	'ballots',
	'notices',
	'letters',
	'codes',
	'log'
];

export function briefly(m: Words, lang: Lang, section: string, record: DataRecord): string {
	return fieldsOf(m, lang, section, record)
		.filter(({ name }) => record[name] !== false)
		.map(({ name, label, value }) => {
			if (record[name] === true) return label;
			return name === 'at' || isText(record[name]) ? value : `${label}: ${value}`;
		})
		.join(' · ');
}

const isText = (value: Datum | undefined) => typeof value === 'string';

function inWords(m: Words, lang: Lang, section: string, name: string, value: Datum): string {
	if (typeof value === 'boolean') return value ? m.own_data.yes() : m.own_data.no();
	if (typeof value === 'number')
		return /^at$|At$|Until$/.test(name) ? dayAndTime(value, lang, 'Europe/Kyiv') : String(value);
	if (Array.isArray(value)) return value.join(', ');
	if (value !== null && typeof value === 'object') return value[lang];
	const text = value ?? '';
	if (name === 'act') return actWords(m, text as AuditedType);
	if (name === 'language') return languages.find(({ code }) => code === text)?.name ?? text;
	return groupOf(m, section, name)?.[text]?.() ?? text;
}

/** Where a code of such a field has its words. */
function groupOf(m: Words, section: string, name: string): Group | undefined {
	const groups: Record<string, object> = {
		kind: section === 'consents' ? m.consent : m.kind,
		display: m.display,
		tier: m.tier,
		channel: m.channel,
		status: m.answer_status,
		ground: m.ground,
		action: m.moderation_action,
		outcome: m.appeal_outcome,
		role: m.role,
		notice: m.notice,
		follows: m.follow_kind,
		letter: m.letter_subject,
		way: m.data_way,
		state: m.data_state,
		evidence: m.data_evidence,
		purpose: m.data_purpose
	};
	return groups[name] as Group | undefined;
}
