import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcomeOf, put } from '../support/matrix/ask.ts';
import { plantedEmail, type Player } from '../support/matrix/cast.ts';
import { createRehearsal } from '../support/matrix/dry.ts';
import { expectedOf } from '../support/matrix/expected.ts';
import { performers, type Ask, type Performer } from '../support/matrix/performers.ts';
import { secretWords, setStage, type Stage } from '../support/matrix/stage.ts';
import { openLive } from '../support/live.ts';
import { startDemo, type Demo } from '../support/server.ts';

/** RELIABILITY P25 and P17: not only whether something is answered, but what stands in the answer. */
const now = Date.now();
let demo: Demo;
let stage: Stage;
let rehearsal: ReturnType<typeof createRehearsal>;

beforeAll(async () => {
	demo = await startDemo(() => now);
	rehearsal = createRehearsal(demo.app);
	stage = await setStage(demo);
});
afterAll(() => demo.stop());

/** Fields that tell who is who; no answer of the API has one, to whomever. */
const forbiddenFields = [
	'accountId',
	'personId',
	'decidedBy',
	'enteredBy',
	'answeredBy',
	'publishedBy',
	'claimedBy',
	'grantedBy',
	'passwordHash',
	'fingerprint',
	'sessionId'
];

/** What names people to those who answer for them, or were asked by them; to everybody else it names nobody. */
const namesPeople = new Set([
	'log.readWhole',
	'admin.read',
	'account.suspend',
	'staff.read',
	'person.revoke',
	'clash.settle',
	'organisation.check',
	'invitation.accept'
]);

/** Everything that is read. */
const reads = () =>
	Object.entries(performers)
		.flatMap(([action, ways]) => ways.map((performer) => ({ action, performer })))
		.map((way) => ({ ...way, ask: way.performer.ask(stage, stage.players[0]!) }))
		.filter(({ ask }) => ask.method === 'GET');

function leaksIn(text: string, player: Player, { way }: Performer, path: string): string[] {
	const others = stage.players.filter(({ id }) => id !== null && id !== player.id);
	const secrets = others.flatMap(({ name, id }) => [id!, plantedEmail(name)]);
	const staff = others.filter(({ roles }) => roles.length > 0).map(({ actor }) => actor!.name);
	const fields = way === 'api' ? forbiddenFields.map((name) => `"${name}":`) : [];
	return [...secrets, ...staff, ...fields].filter(
		(planted) =>
			// What was asked for by its id stands in the links of the answer.
			!path.includes(planted) &&
			// A name may begin another: "Планта official" and "Планта official elsewhere".
			new RegExp(`${planted}(?![\\w-]| \\p{L})`, 'u').test(text)
	);
}

test.each(['open', 'decided'] as const)(
	'while it is %s, no answer names an account, a contact or a member of staff to others',
	async (phase) => {
		await stage.inPhase(phase);
		const found: string[] = [];
		for (const player of stage.players) {
			const answers = await Promise.all(
				reads()
					.filter(({ action, performer }) => {
						const outcome = expectedOf(action, player, stage.things[performer.on], null);
						return !namesPeople.has(action) || outcome !== 'yes';
					})
					.map(async ({ performer, ask }) => ({
						performer,
						ask,
						text: (await put(demo, player, performer.way, ask)).text
					}))
			);
			for (const { performer, ask, text } of answers) {
				for (const leak of leaksIn(text, player, performer, ask.path))
					found.push(`${leak} at ${ask.path} to ${player.name}`);
			}
		}
		expect(found).toEqual([]);
	}
);

test('hidden words are shown to the staff of the host centre, to their author, and nowhere else', async () => {
	await stage.inPhase('open');
	const found: string[] = [];
	const publicly = reads().filter(
		({ action, performer }) => performer.on !== 'appeal' && action !== 'data.export'
	);
	const seq = Number(stage.judged.number.split('/')[1]);
	const direct: Ask[] = ['', '/versions', '/replies'].map((rest) => ({
		method: 'GET',
		path: `/consultations/${stage.number}/contributions/${seq}${rest}`
	}));
	for (const player of stage.players) {
		const asked = [
			...publicly,
			...direct.map((ask) => ({ performer: { way: 'api' } as Performer, ask })),
			...direct.slice(0, 1).map((ask) => ({ performer: { way: 'page' } as Performer, ask }))
		];
		for (const { performer, ask } of asked) {
			const mayAnswer = expectedOf('inbox.read', player, stage.things.consultation, null) === 'yes';
			// The authority answers hidden words as well.
			if (/^\/office\//.test(ask.path) && mayAnswer) continue;
			// Among what became of one’s own words.
			if (ask.path === '/account' && player.name === 'author') continue;
			if ((await put(demo, player, performer.way, ask)).text.includes(secretWords))
				found.push(`${ask.path} by ${performer.way} to ${player.name}`);
		}
		const path = `/desk/${stage.judged.id}`;
		const { text } = await put(demo, player, 'page', { method: 'GET', path });
		const mayRead = expectedOf('queue.read', player, stage.things.own, null) === 'yes';
		if (text.includes(secretWords) !== mayRead)
			found.push(`${path} to ${player.name}: ${!mayRead}`);
		const own = `/consultations/${stage.number}/contributions/${seq}/own`;
		const answer = await put(demo, player, 'page', { method: 'GET', path: own });
		if (answer.text.includes(secretWords) !== (player.name === 'author'))
			found.push(`${own} to ${player.name}`);
	}
	expect(found).toEqual([]);
});

test('a guessed id opens nothing, whoever guesses', async () => {
	await stage.inPhase('open');
	const { id, draft, own, ofAnother, judged, answered, disputed, poll, decisionId, appealId } =
		stage;
	const known = [
		...[id, draft, own, ofAnother, stage.ofConsultant, judged],
		...[answered, disputed, poll, decisionId, appealId, stage.ownAppealId],
		...[stage.verified, stage.clash, stage.revoked, stage.revocation, stage.ownRevocation],
		...[stage.organisation, stage.pendingOrganisation, stage.suspended, stage.proposal],
		...[stage.staffInvitation, stage.representativeInvitation]
	];
	const guess = (text: string) =>
		known
			.map((one) => (typeof one === 'string' ? one : one.id))
			.reduce((so, one) => so.replaceAll(one, randomUUID()), text)
			.replaceAll(stage.number, 'UA-ZHD-2026-999');
	const opened: string[] = [];
	await rehearsal.rehearse(async () => {
		for (const [action, ways] of Object.entries(performers))
			for (const performer of ways) {
				await Promise.all(
					stage.players.map(async (player) => {
						const ask = performer.ask(stage, player);
						// Of many at once, those that are not there are counted as left, and nothing is done.
						if (ask.path === '/desk?/keep') return;
						const guessed = JSON.parse(guess(JSON.stringify(ask))) as Ask;
						if (JSON.stringify(guessed) === JSON.stringify(ask)) return;
						const observed = await put(demo, player, performer.way, guessed);
						const outcome = outcomeOf(observed, performer, player, guessed.method);
						if (outcome === 'yes' || observed.status >= 500)
							opened.push(`${action} by ${performer.way} as ${player.name}: ${observed.status}`);
					})
				);
			}
	});
	expect(opened).toEqual([]);
});

test('topics are followed as the table says: consultations by all, desks by their staff, own by oneself', async () => {
	const deviations: string[] = [];
	for (const player of stage.players) {
		const live = await openLive(demo.origin, player.cookie ? { cookie: player.cookie } : {}).open();
		const desk = expectedOf('queue.read', player, { centreId: stage.centre.id }, null);
		const own = expectedOf('account.readOwn', player, {}, null);
		for (const [topic, wanted] of [
			[`c:${stage.number}`, 'yes'],
			[`m:${stage.centre.slug}`, desk],
			['a:me', own],
			['a:planted-author', 'no'],
			[`c:UA-ZHD-2026-999`, 'no'],
			[`d:${stage.draft.id}`, 'no']
		] as const) {
			const { t } = await live.sub(topic);
			if ((t === 'sub') !== (wanted === 'yes')) deviations.push(`${topic} as ${player.name}: ${t}`);
		}
		live.socket.terminate();
	}
	expect(deviations).toEqual([]);
});
