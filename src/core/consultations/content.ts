import type { Trilingual } from '../kernel/text.ts';
import type { PollKind, PollOption } from '../polls/model.ts';
import type {
	AffectedGroup,
	CannotChange,
	ConsultationOption,
	OfflineChannel,
	Responsible,
	Topic
} from './model.ts';

/** What an official has written so far; every field may still be empty. */
export interface Draft {
	title: Partial<Trilingual>;
	/** Plain language, at most 1,200 characters in each language. */
	summary: Partial<Trilingual>;
	/** '' for none; missing in drafts that were begun before there were topics. */
	topic?: Topic | '';
	canChange: string[];
	cannotChange: CannotChange[];
	why: string;
	affectedGroups: AffectedGroup[];
	options: ConsultationOption[];
	documentTitle: string;
	/** As pasted; it becomes numbered paragraphs. */
	documentText: string;
	polls: { kind: PollKind; question: string; options: string[] }[];
	ruleProfileId: string;
	/** Why the term is shorter than recommended. */
	shortTermReason: string;
	areaIds: string[];
	/** Local days of the authority; it closes at the end of `closesOn`. */
	opensOn: string;
	closesOn: string;
	responsible: Responsible;
	decidingBody: string;
	hostCentreId: string;
	offlineChannels: OfflineChannel[];
	/** The council's resolution that Polish profiles require. */
	resolution: { number: string; link: string };
}

export const emptyDraft: Draft = {
	title: {},
	summary: {},
	topic: '',
	canChange: [],
	cannotChange: [],
	why: '',
	affectedGroups: [],
	options: [],
	documentTitle: '',
	documentText: '',
	polls: [],
	ruleProfileId: '',
	shortTermReason: '',
	areaIds: [],
	opensOn: '',
	closesOn: '',
	responsible: { name: '', post: '', phone: '', email: '', hours: '' },
	decidingBody: '',
	hostCentreId: '',
	offlineChannels: [],
	resolution: { number: '', link: '' }
};

/** What stands at announcement and does not change any more; paragraphs and polls have tables of their own. */
export interface Content {
	summary: Partial<Trilingual>;
	canChange: string[];
	cannotChange: CannotChange[];
	why: string;
	affectedGroups: AffectedGroup[];
	options: ConsultationOption[];
	documentTitle: string;
	shortTermReason: string;
	areaIds: string[];
	opensOn: string;
	closesOn: string;
	responsible: Responsible;
	decidingBody: string;
	offlineChannels: OfflineChannel[];
	resolution: { number: string; link: string } | null;
	lateIntakeUntil: string;
}

/** The steps in which the office asks for a draft, and the fields of each. */
export const draftSteps = {
	subject: ['title', 'summary', 'topic'],
	change: ['canChange', 'cannotChange'],
	reasons: ['why', 'affectedGroups'],
	options: ['options'],
	document: ['documentTitle', 'documentText'],
	polls: ['polls'],
	rules: ['ruleProfileId', 'areaIds', 'resolution', 'opensOn', 'closesOn', 'shortTermReason'],
	people: ['responsible', 'decidingBody', 'hostCentreId', 'offlineChannels']
} as const satisfies Record<string, readonly (keyof Draft)[]>;

export type DraftStep = keyof typeof draftSteps;

/** The step in which a field of an error's path is asked. */
export function stepOf(path: string): DraftStep {
	const field = path.split('.')[0];
	const steps = Object.entries(draftSteps) as [DraftStep, readonly string[]][];
	return steps.find(([, fields]) => fields.includes(field ?? ''))?.[0] ?? 'subject';
}

/** Options of a poll get letters for ids. */
export const pollOptions = (texts: readonly string[]): PollOption[] =>
	texts.map((text, place) => ({ id: String.fromCharCode(97 + place), text }));
