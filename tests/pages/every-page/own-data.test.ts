import { testEveryPage } from '../../support/every-page.ts';
import { ownDataPages } from '../../support/pages/own-data.ts';

testEveryPage(ownDataPages);
