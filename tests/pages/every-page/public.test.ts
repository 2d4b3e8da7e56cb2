import { testEveryPage } from '../../support/every-page.ts';
import { nowhere, publicPages } from '../../support/pages/public.ts';

testEveryPage(publicPages, [nowhere]);
