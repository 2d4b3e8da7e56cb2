import type { Words } from '#messages/generated/messages.js';
import type { Group, HowStep } from '../groups.ts';

/** The way of one group, as far as it has a page of its own at each step. */
export function stepsOf(m: Words, group: Group): HowStep[] {
	const consultations = { href: '/consultations', words: m.all_consultations() };
	const check = { href: '/check', words: m.check_title() };
	const moderation = { href: '/moderation', words: m.moderation_title() };
	const centres = { href: '/centres', words: m.centres_title() };
	const permissions = { href: '/permissions', words: m.permissions.title() };
	switch (group) {
		case 'residents':
			return [
				step(m.how_residents.find(), m.how_residents.find_words(), consultations),
				step(m.how_residents.read(), m.how_residents.read_words()),
				step(
					m.how_residents.sign_up(),
					m.how_residents.sign_up_words(),
					{ href: '/register', words: m.how_residents.sign_up_link() },
					centres
				),
				step(m.how_residents.write(), m.how_residents.write_words(), moderation),
				step(m.how_residents.vote(), m.how_residents.vote_words(), {
					href: '/privacy',
					words: m.privacy_title()
				}),
				step(m.how_residents.answer(), m.how_residents.answer_words(), check),
				step(m.how_residents.disagree(), m.how_residents.disagree_words(), {
					href: '/authorities',
					words: m.authority.list_title()
				})
			];
		case 'officials':
			return [
				step(m.how_officials.role(), m.how_officials.role_words(), permissions),
				step(m.how_officials.draft(), m.how_officials.draft_words(), {
					href: '/office',
					words: m.nav.office()
				}),
				step(m.how_officials.announce(), m.how_officials.announce_words(), consultations),
				step(m.how_officials.listen(), m.how_officials.listen_words(), moderation),
				step(m.how_officials.answer(), m.how_officials.answer_words()),
				step(m.how_officials.report(), m.how_officials.report_words(), {
					href: '/authorities',
					words: m.authority.list_title()
				}),
				step(m.how_officials.decide(), m.how_officials.decide_words())
			];
		case 'centres':
			return [
				step(m.how_centres.page(), m.how_centres.page_words(), centres),
				step(m.how_centres.help(), m.how_centres.help_words(), {
					href: '/desk',
					words: m.nav.desk()
				}),
				step(m.how_centres.verify(), m.how_centres.verify_words(), {
					href: '/privacy',
					words: m.privacy_title()
				}),
				step(m.how_centres.enter(), m.how_centres.enter_words(), check),
				step(m.how_centres.moderate(), m.how_centres.moderate_words(), moderation),
				step(m.how_centres.appeal(), m.how_centres.appeal_words(), {
					href: '/moderation/decisions',
					words: m.moderation.register_title()
				}),
				step(m.how_centres.log(), m.how_centres.log_words(), { href: '/log', words: m.log_title() })
			];
		case 'organisations':
			return [
				step(m.how_organisations.register(), m.how_organisations.register_words(), {
					href: '/organisations/register',
					words: m.organisation.register_title()
				}),
				step(m.how_organisations.show(), m.how_organisations.show_words(), centres),
				step(m.how_organisations.invite(), m.how_organisations.invite_words()),
				step(m.how_organisations.speak(), m.how_organisations.speak_words(), consultations),
				step(m.how_organisations.page(), m.how_organisations.page_words(), {
					href: '/organisations',
					words: m.organisation.list_title()
				}),
				step(m.how_organisations.answer(), m.how_organisations.answer_words(), check)
			];
	}
}

const step = (title: string, words: string, ...links: HowStep['links']): HowStep => ({
	title,
	words,
	links
});
