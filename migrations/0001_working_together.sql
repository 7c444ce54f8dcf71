CREATE TABLE `mention` (
	`org_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`id` text NOT NULL,
	`seq` integer NOT NULL,
	`position` integer NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`org_id`, `agent_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `mention_list` ON `mention` (`org_id`,`agent_id`,"position" desc);--> statement-breakpoint
CREATE INDEX `conversation_followed` ON `conversation` (`org_id`,"last_position" desc) WHERE json_extract("conversation"."json", '$.followerIds') is not null;