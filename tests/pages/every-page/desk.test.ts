import { testEveryPage } from '../../support/every-page.ts';
import { deskPages } from '../../support/pages/desk.ts';

testEveryPage(deskPages);
