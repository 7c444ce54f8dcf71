CREATE TABLE `mail_domain` (
	`org_id` text NOT NULL,
	`domain` text NOT NULL,
	`added_at` text NOT NULL,
	`proof` text,
	`record` text,
	`proved_at` text,
	`checked_at` text,
	`missing_since` text,
	`receives_until` text,
	PRIMARY KEY(`org_id`, `domain`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_domain_owner` ON `mail_domain` (`domain`) WHERE "mail_domain"."proved_at" is not null;--> statement-breakpoint
CREATE TABLE `number_claim` (
	`channel` text NOT NULL,
	`external_id` text NOT NULL,
	`org_id` text NOT NULL,
	`until` text NOT NULL,
	PRIMARY KEY(`channel`, `external_id`)
);
--> statement-breakpoint
-- Addresses that were connected before domains were proved go on receiving for 30 days.
INSERT INTO `mail_domain` (`org_id`, `domain`, `added_at`, `receives_until`)
SELECT DISTINCT `org_id`, substr(`external_id`, instr(`external_id`, '@') + 1),
  strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+30 days')
FROM `route` WHERE `channel` = 'email' AND `sealed_secrets` <> '';
