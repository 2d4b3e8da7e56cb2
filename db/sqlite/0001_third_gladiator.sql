ALTER TABLE `polls` ADD `area_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
UPDATE `polls` SET `area_ids` = (SELECT json_extract(`content`, '$.areaIds') FROM `consultations` WHERE `consultations`.`id` = `polls`.`consultation_id`);
