import type { Lang } from '#core/kernel/text.ts';
import { inEach } from '#lib/languages.ts';
import { sentence } from '#lib/wording.ts';
import { weekdayInWords } from '#messages/dates.ts';
import type { Words } from '#messages/generated/messages.js';
import { weekdays } from './typed.ts';

// What the fields of the administration are called, for the list of what is wrong.

/** Where one is reached. */
const contactLabels = (m: Words) => ({ address: m.admin.address(), phone: m.admin.phone() });

/** Where one is reached, and when. */
export const openLabels = (m: Words, lang: Lang): Record<string, string> => ({
	...contactLabels(m),
	...Object.fromEntries(
		weekdays.map((day) => [`hours.${day}.from`, sentence(weekdayInWords(day, lang), lang)])
	)
});

/** Of a centre. */
export const centreLabels = (m: Words, lang: Lang) => ({
	...inEach('name', m.admin.centre_name()),
	...inEach('host', m.admin.centre_host()),
	...openLabels(m, lang),
	serves: m.centre_serves()
});

/** Of an authority. */
export const authorityLabels = (m: Words) => ({
	...inEach('name', m.admin.authority_name()),
	...contactLabels(m),
	kind: m.admin.kind(),
	code: m.admin.code(),
	profileId: m.admin.profile(),
	hostCentreId: m.admin.host_centre(),
	decidingBody: m.admin.deciding_body(),
	email: m.admin.authority_email(),
	site: m.admin.site(),
	'localRule.title': m.admin.rule_title(),
	'localRule.number': m.admin.rule_number(),
	'localRule.link': m.admin.rule_link(),
	'localRule.minOpenDays': m.admin.rule_days()
});

/** Of an invitation to a role. */
export const invitedLabels = (m: Words) => ({
	role: m.admin.role(),
	authorityId: m.admin.of_authority(),
	centreId: m.admin.of_centre(),
	name: m.admin.person_name(),
	post: m.admin.person_post(),
	language: m.admin.person_language(),
	email: m.admin.person_email(),
	reason: m.admin.reason()
});
