ALTER TABLE `contact` ADD `merged_into` text;--> statement-breakpoint
CREATE INDEX `contact_merged` ON `contact` (`org_id`,`merged_into`) WHERE "contact"."merged_into" is not null;