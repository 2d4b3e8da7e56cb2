DROP TABLE `search_words`;--> statement-breakpoint
DROP TABLE `search_entries`;--> statement-breakpoint
CREATE TABLE `search_entries` (
	`place` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`object_id` text NOT NULL,
	`consultation_id` text NOT NULL,
	`heads` text NOT NULL,
	`words` text NOT NULL,
	CONSTRAINT "search_kind" CHECK("search_entries"."kind" in ('consultation', 'document', 'contribution', 'answer'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `search_entries_object` ON `search_entries` (`kind`,`object_id`);--> statement-breakpoint
CREATE INDEX `search_entries_in_order` ON `search_entries` (`kind`,`place`);--> statement-breakpoint
ALTER TABLE `consultations` ADD `topic` text;--> statement-breakpoint
CREATE INDEX `consultations_by_topic` ON `consultations` (`topic`,`closes_at`,`id`);--> statement-breakpoint
CREATE VIRTUAL TABLE `search_words` USING fts5(`heads`, `words`, content='search_entries', content_rowid='place', columnsize=0, prefix='1 2 3 4 5 6 7 8', detail='column', tokenize='unicode61 remove_diacritics 0');--> statement-breakpoint
INSERT INTO `search_words`(`search_words`, `rank`) VALUES ('secure-delete', 1);--> statement-breakpoint
CREATE TRIGGER `search_consultation_is_indexed` AFTER INSERT ON `search_entries` WHEN NEW.`kind` = 'consultation' BEGIN INSERT INTO `search_words`(`rowid`, `heads`, `words`) VALUES (NEW.`place`, NEW.`heads`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_consultation_is_indexed_anew` AFTER UPDATE ON `search_entries` WHEN NEW.`kind` = 'consultation' BEGIN INSERT INTO `search_words`(`search_words`, `rowid`, `heads`, `words`) VALUES ('delete', OLD.`place`, OLD.`heads`, OLD.`words`); INSERT INTO `search_words`(`rowid`, `heads`, `words`) VALUES (NEW.`place`, NEW.`heads`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_consultation_is_forgotten` AFTER DELETE ON `search_entries` WHEN OLD.`kind` = 'consultation' BEGIN INSERT INTO `search_words`(`search_words`, `rowid`, `heads`, `words`) VALUES ('delete', OLD.`place`, OLD.`heads`, OLD.`words`); END;--> statement-breakpoint
CREATE VIRTUAL TABLE `search_document_words` USING fts5(`heads`, `words`, content='search_entries', content_rowid='place', columnsize=0, prefix='2 3 4 5 6', detail='column', tokenize='unicode61 remove_diacritics 0');--> statement-breakpoint
INSERT INTO `search_document_words`(`search_document_words`, `rank`) VALUES ('secure-delete', 1);--> statement-breakpoint
CREATE TRIGGER `search_document_is_indexed` AFTER INSERT ON `search_entries` WHEN NEW.`kind` = 'document' BEGIN INSERT INTO `search_document_words`(`rowid`, `heads`, `words`) VALUES (NEW.`place`, NEW.`heads`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_document_is_indexed_anew` AFTER UPDATE ON `search_entries` WHEN NEW.`kind` = 'document' BEGIN INSERT INTO `search_document_words`(`search_document_words`, `rowid`, `heads`, `words`) VALUES ('delete', OLD.`place`, OLD.`heads`, OLD.`words`); INSERT INTO `search_document_words`(`rowid`, `heads`, `words`) VALUES (NEW.`place`, NEW.`heads`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_document_is_forgotten` AFTER DELETE ON `search_entries` WHEN OLD.`kind` = 'document' BEGIN INSERT INTO `search_document_words`(`search_document_words`, `rowid`, `heads`, `words`) VALUES ('delete', OLD.`place`, OLD.`heads`, OLD.`words`); END;--> statement-breakpoint
CREATE VIRTUAL TABLE `search_contribution_words` USING fts5(`words`, content='search_entries', content_rowid='place', columnsize=0, detail='none', tokenize='unicode61 remove_diacritics 0');--> statement-breakpoint
INSERT INTO `search_contribution_words`(`search_contribution_words`, `rank`) VALUES ('secure-delete', 1);--> statement-breakpoint
CREATE TRIGGER `search_contribution_is_indexed` AFTER INSERT ON `search_entries` WHEN NEW.`kind` = 'contribution' BEGIN INSERT INTO `search_contribution_words`(`rowid`, `words`) VALUES (NEW.`place`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_contribution_is_indexed_anew` AFTER UPDATE ON `search_entries` WHEN NEW.`kind` = 'contribution' BEGIN INSERT INTO `search_contribution_words`(`search_contribution_words`, `rowid`, `words`) VALUES ('delete', OLD.`place`, OLD.`words`); INSERT INTO `search_contribution_words`(`rowid`, `words`) VALUES (NEW.`place`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_contribution_is_forgotten` AFTER DELETE ON `search_entries` WHEN OLD.`kind` = 'contribution' BEGIN INSERT INTO `search_contribution_words`(`search_contribution_words`, `rowid`, `words`) VALUES ('delete', OLD.`place`, OLD.`words`); END;--> statement-breakpoint
CREATE VIRTUAL TABLE `search_answer_words` USING fts5(`words`, content='search_entries', content_rowid='place', columnsize=0, detail='none', tokenize='unicode61 remove_diacritics 0');--> statement-breakpoint
INSERT INTO `search_answer_words`(`search_answer_words`, `rank`) VALUES ('secure-delete', 1);--> statement-breakpoint
CREATE TRIGGER `search_answer_is_indexed` AFTER INSERT ON `search_entries` WHEN NEW.`kind` = 'answer' BEGIN INSERT INTO `search_answer_words`(`rowid`, `words`) VALUES (NEW.`place`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_answer_is_indexed_anew` AFTER UPDATE ON `search_entries` WHEN NEW.`kind` = 'answer' BEGIN INSERT INTO `search_answer_words`(`search_answer_words`, `rowid`, `words`) VALUES ('delete', OLD.`place`, OLD.`words`); INSERT INTO `search_answer_words`(`rowid`, `words`) VALUES (NEW.`place`, NEW.`words`); END;--> statement-breakpoint
CREATE TRIGGER `search_answer_is_forgotten` AFTER DELETE ON `search_entries` WHEN OLD.`kind` = 'answer' BEGIN INSERT INTO `search_answer_words`(`search_answer_words`, `rowid`, `words`) VALUES ('delete', OLD.`place`, OLD.`words`); END;--> statement-breakpoint
CREATE VIRTUAL TABLE `search_vocabulary` USING fts5vocab('search_words', 'row');--> statement-breakpoint
CREATE VIRTUAL TABLE `search_document_vocabulary` USING fts5vocab('search_document_words', 'row');--> statement-breakpoint
INSERT INTO `meta`(`key`, `value`) SELECT 'search_todo', '' WHERE EXISTS (SELECT 1 FROM `consultations` WHERE `number` IS NOT NULL);
