import { randomInt } from 'node:crypto';

/** Short, of plain letters, nothing that anybody would mind being called. */
const words =
	'ahat almaz barvinok bereza berih bilka borsuk bruk cvit dolyna dub dzvin fialka grusha harbuz hora hvoia ialyna iasen iavir irys kalyna kamin kashtan kavun klen kolos konyk kosa kruk krylo kvitka lan lastivka lavka lelia leva lis lito loza luh lypa maiak mak malva medok mist mlyn morva more nebo niva obriy osin ozero pero pidkova plai pole potik ptakh promin ranok richka roman rosa ruta sad selo sova sokil soniakh stezhka struna svitlo syniak topolia trava tuman verba vesna vesliar vidlun viter vohnyk vulyk vyshnia zhuravel zhyto zirka zoria zubr'.split(
		' '
	);

/**
 * A login name that can be said over the phone and written by hand: `richka-4821`. Nothing in it comes from its
 * owner.
 */
export const newLogin = (): string =>
	`${words[randomInt(words.length)]}-${String(randomInt(10_000)).padStart(4, '0')}`;
