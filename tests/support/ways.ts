/** Whether stories are told in each of their ways, as in `npm run test:long`, or in one of them. */
export const tellsAll = process.env['VICHE_TESTS'] === 'long';
