import { desc, eq } from 'drizzle-orm';
import type { Reader, Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { authorityById } from '../../authorities/queries.ts';
import { toldOf } from '../../follows/queries/told.ts';
import { phaseOf } from '../../consultations/model.ts';
import { announced, type Announced } from '../../consultations/queries/page.ts';
import { roleIn, type AccountActor, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import { topicOfConsultation } from '../../kernel/events.ts';
import { createFields, type Fields } from '../../kernel/fields.ts';
import { dayOf } from '../../kernel/time.ts';
import { refuseStale } from '../../kernel/versions.ts';
import { notify } from '../../notifications/commands.ts';
import { isTimeFor } from '../../permissions/policy.ts';
import { once } from '../../register/commands.ts';
import { optionalProse, proseFields, proseLimits, type Prose } from '../model.ts';
import { mayAnswer } from '../policy.ts';
import { countFigures } from '../queries/figures.ts';

interface ReportInput {
	/** Number of the consultation. */
	number: string;
	prose: Partial<Prose>;
	/** Name and post of who signs for the authority. */
	signedBy: string;
	key?: string | undefined;
}

/** Keeps what an official has written of a report, complete or not. Refuses `not_found`, `not_allowed`, `report_published`, `not_now`, `version_conflict`, `invalid_input`. */
export async function reviseReport(
	store: Store,
	actor: Actor,
	{ key, ...input }: ReportInput & { version: number }
): Promise<{ version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'report.write', body: input }, async () => {
			const { db, t, now, emit } = writer;
			const consultation = await consultationFor(writer, account, input.number);
			if (consultation.reportedAt !== null) throw new Refusal('report_published');
			if (!isTimeFor('report.write', phaseOf(consultation, now()))) throw new Refusal('not_now');
			const consultationId = consultation.id;
			const [draft] = await db
				.select()
				.from(t.reportDrafts)
				.where(eq(t.reportDrafts.consultationId, consultationId));
			const present = draft?.version ?? 0;
			refuseStale(present, input.version);
			const fields = createFields();
			const written = read(fields, input, { complete: false });
			fields.refuseIfWrong();
			const version = present + 1;
			const values = { ...written, version, revisedAt: now() };
			await db
				.insert(t.reportDrafts)
				.values({ consultationId, ...values })
				.onConflictDoUpdate({ target: t.reportDrafts.consultationId, set: values });
			emit({
				type: 'report.revised',
				topic: null,
				kind: 'consultation',
				id: consultationId,
				version,
				as: roleIn(account, consultation.authorityId)
			});
			return { version };
		})
	);
}

/**
 * Publishes the report: figures are counted now and never edited (T16, R-52). Refuses `not_found`,
 * `not_allowed`, `not_now`, `report_published`, `proposals_pending`, `late_intake_open`, `invalid_input`.
 */
export async function publishReport(
	store: Store,
	actor: Actor,
	{ key, ...input }: ReportInput
): Promise<{ version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'report.publish', body: input }, async () => {
			const { db, t, now } = writer;
			const consultation = await consultationFor(writer, account, input.number);
			if (consultation.reportedAt !== null) throw new Refusal('report_published');
			if (!isTimeFor('report.publish', phaseOf(consultation, now()))) throw new Refusal('not_now');
			if (consultation.pending > 0) throw new Refusal('proposals_pending');
			const { timeZone } = await authorityById(writer, consultation.authorityId);
			if (dayOf(now(), timeZone) <= consultation.content.lateIntakeUntil)
				throw new Refusal('late_intake_open');
			const fields = createFields();
			const written = read(fields, input, { complete: true });
			fields.refuseIfWrong();

			await db.insert(t.reports).values({
				consultationId: consultation.id,
				version: 1,
				...written,
				figures: await countFigures(writer, consultation),
				publishedBy: account.id,
				publishedAt: now()
			});
			await db.delete(t.reportDrafts).where(eq(t.reportDrafts.consultationId, consultation.id));
			await db
				.update(t.consultations)
				.set({ reportedAt: now(), version: consultation.version + 1, revisedAt: now() })
				.where(eq(t.consultations.id, consultation.id));
			await notify(writer, await toldOf(writer, consultation), {
				kind: 'report_published',
				consultationId: consultation.id,
				objectId: consultation.id
			});
			tell(writer, account, consultation, 'report.published');
			return { version: 1 };
		})
	);
}

/**
 * Other prose, with a reason; what stood there stays readable, the figures do not change (T17). Refuses
 * `not_found`, `not_allowed`, `no_report`, `not_now`, `version_conflict`, `invalid_input`.
 */
export async function correctReport(
	store: Store,
	actor: Actor,
	{ key, ...input }: ReportInput & { reason: string; version?: number | undefined }
): Promise<{ version: number }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'report.correct', body: input }, async () => {
			const { db, t, now } = writer;
			const consultation = await consultationFor(writer, account, input.number);
			const [latest] = await db
				.select()
				.from(t.reports)
				.where(eq(t.reports.consultationId, consultation.id))
				.orderBy(desc(t.reports.version))
				.limit(1);
			if (!latest) throw new Refusal('no_report');
			if (!isTimeFor('report.correct', phaseOf(consultation, now()))) throw new Refusal('not_now');
			refuseStale(latest.version, input.version);
			const fields = createFields();
			const reason = fields.text('reason', input.reason, { min: 20, max: 1000, multiline: true });
			const written = read(fields, input, { complete: true });
			fields.refuseIfWrong();
			const version = latest.version + 1;
			await db.insert(t.reports).values({
				consultationId: consultation.id,
				version,
				...written,
				figures: latest.figures,
				reason,
				publishedBy: account.id,
				publishedAt: now()
			});
			tell(writer, account, consultation, 'report.corrected');
			return { version };
		})
	);
}

/** A consultation, for an official of its authority. Refuses `not_found`, `not_allowed`. */
export async function consultationFor(
	reader: Reader,
	account: AccountActor,
	number: string
): Promise<Announced> {
	const consultation = await announced(reader, number);
	if (!mayAnswer(account, consultation)) throw new Refusal('not_allowed');
	return consultation;
}

function read(
	fields: Fields,
	{ prose, signedBy }: ReportInput,
	{ complete }: { complete: boolean }
): { prose: Prose; signedBy: string } {
	const texts = proseFields.map((name) => {
		const optional = !complete || optionalProse.includes(name);
		const min = complete ? proseLimits.min : 0;
		return [
			name,
			fields.text(`prose.${name}`, prose[name] ?? '', {
				...proseLimits,
				min,
				multiline: true,
				optional
			})
		];
	});
	return {
		prose: Object.fromEntries(texts) as Prose,
		signedBy: fields.text('signedBy', signedBy, {
			min: complete ? 5 : 0,
			max: 200,
			optional: !complete
		})
	};
}

function tell(
	{ emit }: Writer,
	account: AccountActor,
	{ id, number, version, authorityId }: Announced,
	type: 'report.published' | 'report.corrected'
): void {
	emit({
		type,
		topic: topicOfConsultation(number),
		kind: 'consultation',
		id,
		version: version + 1,
		as: roleIn(account, authorityId)
	});
}
