import { defineParams } from '@sveltejs/kit/params';

/** Ukrainian needs no prefix: it stands at the bare address. */
export const params = defineParams({
	lang: (param) => (param === 'pl' || param === 'en' ? param : undefined)
});
